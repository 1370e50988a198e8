package dev.hera.examples.host;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Resources that a client is told of when they change.
 *
 * @param subscribing has the client told of one from now on
 * @param told the resource of each notification, in their order
 */
public record Updates(Subscribing subscribing, BlockingQueue<String> told) {
  /** A client that cannot be told. */
  static final Updates NONE =
      new Updates(
          uri -> {
            throw new UnsupportedOperationException(uri);
          },
          new LinkedBlockingQueue<>());

  /** How it is asked for. */
  public interface Subscribing {
    void to(String uri) throws Exception;
  }
}
