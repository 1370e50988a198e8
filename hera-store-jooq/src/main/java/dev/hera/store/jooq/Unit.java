package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import dev.hera.store.jooq.part.JooqTransaction;
import dev.hera.store.jooq.sql.Failures;
import dev.hera.store.jooq.sql.SqlScope;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One caller's share of a commit: its work, which waits to be committed, and later its answer. Its
 * fields are written by the thread that leads and read by the caller after {@link #answer}.
 */
final class Unit<T> {
  private enum State {
    WAITING,
    LEADING,
    ANSWERED
  }

  private final Function<Transaction, T> work;
  private final Thread caller = Thread.currentThread();
  private volatile State state = State.WAITING;
  private @Nullable T value;
  private @Nullable Throwable failure;
  private boolean settled;

  Unit(Function<Transaction, T> work) {
    this.work = work;
  }

  /** Runs the work and tells whether its effects are to be kept. */
  boolean run(SqlScope scope) {
    value = null;
    failure = null;
    settled = false;
    try {
      value = work.apply(new JooqTransaction(scope));
    } catch (Throwable e) {
      failure = e;
    } finally {
      scope.end();
    }
    if (failure == null) {
      failure = scope.failure();
    }
    return failure == null;
  }

  /** Makes what the last run gave the answer, because its transaction ended. */
  void settle() {
    settled = true;
  }

  /** Makes this the answer. */
  void fail(Throwable newFailure) {
    value = null;
    failure = newFailure;
    settled = true;
  }

  /** Whether there is an answer. */
  boolean isSettled() {
    return settled;
  }

  /** Lets the caller go on with what the last run gave. */
  void answer() {
    wake(State.ANSWERED);
  }

  /** Has the caller commit all that waits. */
  void lead() {
    wake(State.LEADING);
  }

  /** Waits, however often interrupted, until there is an answer or the caller is to lead. */
  boolean awaitLead() {
    boolean interrupted = false;
    while (state == State.WAITING) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return state == State.LEADING;
  }

  /** The result of the work, or its exception unchanged. */
  @SuppressWarnings("NullAway") // null only where T is nullable
  T result() {
    if (failure != null) {
      throw Failures.<RuntimeException>sneak(failure);
    }
    return value;
  }

  private void wake(State newState) {
    state = newState;
    LockSupport.unpark(caller);
  }
}
