package dev.hera.examples.host.http.connection;

import java.time.Duration;
import org.eclipse.jetty.io.AbstractEndPoint;

/** How long a client may take nothing, while something is written to it. Thread-safe. */
final class WriteLimit {
  private final AbstractEndPoint client;
  private final Duration limit;
  private boolean writing;
  private long idleBetweenWrites;

  WriteLimit(AbstractEndPoint client, Duration limit) {
    this.client = client;
    this.limit = limit;
  }

  synchronized void begin() {
    idleBetweenWrites = client.getIdleTimeout();
    writing = true;
    client.notIdle();
    client.setIdleTimeout(limit.toMillis());
  }

  synchronized void end() {
    writing = false;
    client.notIdle();
    client.setIdleTimeout(idleBetweenWrites);
  }

  /** Between writes it may be silent from now on. */
  synchronized void keepOpen() {
    idleBetweenWrites = 0;
    if (!writing) {
      client.setIdleTimeout(0);
    }
  }
}
