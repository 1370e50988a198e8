package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.error.InvalidArgumentException;
import dev.hera.result.Inbox;
import dev.hera.role.Required;
import dev.hera.role.RoleId;
import dev.hera.verb.MessageVerbs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads one inbox; one of {@link Participant#reading}. Besides at once and waiting, as {@link
 * Participant#inbox} does: for a client that may be gone, and without holding a thread.
 * Thread-safe.
 */
public final class Reading {
  static final Duration MAX_WAIT = Duration.ofMinutes(2);

  private final Calls calls;
  private final Call call;

  Reading(Calls calls, Call call) {
    this.calls = calls;
    this.call = call;
  }

  /** All that is unread, then marked read. */
  Inbox now() {
    return calls.change(
        call, Inbox.class, (unit, acting) -> VerbAnswer.of(new MessageVerbs(unit).inbox(acting)));
  }

  /** The same; when there is nothing, waits until a message comes or the time is over. */
  Inbox await(Duration timeout) throws InterruptedException {
    if (Required.given("timeout", timeout).isNegative()
        || timeout.isZero()
        || timeout.compareTo(MAX_WAIT) > 0) {
      throw new InvalidArgumentException(
          "timeout",
          "is more than zero and at most "
              + MAX_WAIT.toMinutes()
              + " minutes; leave it out not to wait");
    }
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      CountDownLatch grown = new CountDownLatch(1);
      try (Watch watch = watch(grown::countDown)) {
        long left = end - System.nanoTime();
        boolean over = left <= 0 || watch.isOver();
        if (over || hasAnswer()) {
          Inbox inbox = now();
          if (over || isAnswer(inbox)) {
            return inbox;
          }
        }
        grown.await(left, TimeUnit.NANOSECONDS);
      }
    }
  }

  /**
   * Watches the inbox without holding a thread.
   *
   * @param wake is run after each commit that may have filled the inbox, on the committing thread,
   *     so it must only hand over; at once when this Hera is closed
   */
  public Watch watch(Runnable wake) {
    Required.given("wake", wake);
    RoleId role = calls.look(call, (unit, acting) -> acting.role().id());
    return Watch.open(calls.units().waiters().inboxes(), role, wake);
  }

  /** All that is unread, oldest first; marks nothing read. */
  public Inbox unread() {
    return calls.look(call, (unit, acting) -> new MessageVerbs(unit).unread(acting.role()));
  }

  /**
   * As {@link #deliver}, when there is anything to tell: a message, or the kept answer of a call
   * that is repeated (V3).
   *
   * @return nothing when the caller has to wait on
   */
  public Optional<Delivery> deliverIfAny() {
    return hasAnswer()
        ? Optional.of(deliver()).filter(delivery -> isAnswer(delivery.inbox()))
        : Optional.empty();
  }

  /** Whether a message waits, or the call repeats an earlier one (V3). */
  public boolean hasAnswer() {
    return calls.look(
        call,
        (unit, acting) ->
            Calls.isAnswered(unit, acting, call) || new MessageVerbs(unit).hasUnread(acting));
  }

  private boolean isAnswer(Inbox inbox) {
    return call.key() != null || !inbox.messages().isEmpty();
  }

  /**
   * All that is unread, for an answer that its client may never get: nothing is marked read before
   * {@link Delivery#arrived}.
   */
  public Delivery deliver() {
    Object carrier = new Object();
    AtomicReference<@Nullable Acting> to = new AtomicReference<>();
    try {
      Inbox inbox =
          calls.change(
              call,
              Inbox.class,
              (unit, acting) -> {
                to.set(acting);
                return VerbAnswer.of(new MessageVerbs(unit).carry(acting, carrier));
              });
      Acting acting = to.get() == null ? repeated(inbox, carrier) : to.get();
      return new Delivery(calls.units(), acting, carrier, inbox);
    } catch (RuntimeException e) {
      Acting acting = to.get();
      if (acting != null) {
        calls.units().inTransit().release(acting.role().id(), carrier);
      }
      throw e;
    }
  }

  /** A kept answer carries its messages once more (V3), as far as they are unread. */
  private Acting repeated(Inbox inbox, Object carrier) {
    return calls.look(
        call,
        (unit, acting) -> {
          new MessageVerbs(unit).carryAgain(acting, inbox, carrier);
          return acting;
        });
  }
}
