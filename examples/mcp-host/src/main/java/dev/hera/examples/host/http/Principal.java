package dev.hera.examples.host.http;

import java.util.Objects;

/** Who sent a request, by its token alone (H4). */
public sealed interface Principal {

  /** The person who runs the host, or an agent to whom they gave their token. */
  record Operator() implements Principal {}

  /** A worker that this host, or an earlier one on the same store, started. */
  record Worker(String token) implements Principal {
    public Worker {
      Objects.requireNonNull(token, "token");
    }

    /** Without the token, which never gets into a log. */
    @Override
    public String toString() {
      return "Worker";
    }
  }
}
