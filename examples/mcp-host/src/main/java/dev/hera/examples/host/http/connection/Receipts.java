package dev.hera.examples.host.http.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The answers of which it is not known yet whether they came. Thread-safe. */
public final class Receipts {
  /**
   * How long after an answer its client may still tell that it did not get it. A reset follows the
   * answer at once; a cancellation that crossed it needs a thread of its own to be read.
   */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private final Executor executor;
  private final Set<Receipt> written = ConcurrentHashMap.newKeySet();

  /**
   * @param executor runs what is to be done when an answer has come
   */
  public Receipts(Scheduler scheduler, Executor executor) {
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /** The answer's request is over; says at once when it failed, and later when it came. */
  public void ended(Receipt receipt, @Nullable Throwable failure) {
    if (failure != null) {
      receipt.lost();
    } else {
      receipt.written();
      await(receipt);
    }
  }

  private void await(Receipt receipt) {
    if (receipt.isAwaited()) {
      written.add(receipt);
      scheduler.schedule(() -> executor.execute(() -> settle(receipt)), GRACE);
    } else {
      receipt.came();
    }
  }

  private void settle(Receipt receipt) {
    written.remove(receipt);
    receipt.came();
  }

  /** Takes all that was written for having come: nothing more is heard of it. */
  public void settleAll() {
    written.forEach(this::settle);
  }
}
