package dev.hera.examples.host.http.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Finds out whether a client that ended had read all: else a reset follows its end. Only writing
 * tells, and only once, because it makes a client that read all reset the connection, too.
 * Thread-safe.
 */
final class ResetProbe {
  /** How long after a client's end its reset may come: both are of one call of the client's. */
  private static final Duration RESET = Duration.ofMillis(60);

  private final SocketChannel channel;
  private final Scheduler scheduler;
  private final Runnable close;
  private boolean probing;
  private boolean closing;

  /**
   * @param close closes the connection, which was to be closed during a probe
   */
  ResetProbe(SocketChannel channel, Scheduler scheduler, Runnable close) {
    this.channel = channel;
    this.scheduler = scheduler;
    this.close = close;
  }

  /** Probes soon, unless that is about to be done: an answer that was not read is lost. */
  void begin(Receipt receipt) {
    synchronized (this) {
      if (probing) {
        return;
      }
      probing = true;
    }
    scheduler.schedule(() -> probe(receipt), RESET.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void probe(Receipt receipt) {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    } catch (IOException reset) {
      receipt.lost();
    }
    boolean closes;
    synchronized (this) {
      probing = false;
      closes = closing;
    }
    if (closes) {
      close.run();
    }
  }

  /** Whether the connection is closed only after a probe, which then does it. */
  synchronized boolean closeLater() {
    closing = true;
    return probing;
  }
}
