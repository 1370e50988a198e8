package dev.hera.examples.host.http.connection;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What became of one answer. It has come when it was written whole to its connection and nothing
 * told otherwise for a while: not a reset, nor an end of the connection before the answer was read,
 * nor a cancellation by the client. Thread-safe.
 */
public final class Receipt {
  private final CompletableFuture<Boolean> came = new CompletableFuture<>();
  private final Queue<Runnable> followers = new ConcurrentLinkedQueue<>();
  private volatile boolean written;

  /** True when the answer has come, false when it is lost. */
  public CompletionStage<Boolean> stage() {
    return came;
  }

  /** Whether anybody wants to know. */
  boolean isAwaited() {
    return came.getNumberOfDependents() > 0;
  }

  boolean isSettled() {
    return came.isDone();
  }

  boolean isWritten() {
    return written;
  }

  void written() {
    written = true;
  }

  void came() {
    settle(true);
  }

  public void lost() {
    settle(false);
  }

  /** Has this run when it is settled, be it now; it does not count as anybody who wants to know. */
  public void then(Runnable follower) {
    followers.add(follower);
    if (isSettled()) {
      follow();
    }
  }

  private void settle(boolean outcome) {
    came.complete(outcome);
    follow();
  }

  private void follow() {
    for (Runnable next = followers.poll(); next != null; next = followers.poll()) {
      next.run();
    }
  }
}
