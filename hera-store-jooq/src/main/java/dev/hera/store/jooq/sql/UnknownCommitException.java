package dev.hera.store.jooq.sql;

import java.sql.SQLException;

/** A commit failed, and it is not known whether it took effect. */
public final class UnknownCommitException extends SQLException {
  public UnknownCommitException(Throwable cause) {
    super("it is not known whether the last commit took effect", cause);
  }
}
