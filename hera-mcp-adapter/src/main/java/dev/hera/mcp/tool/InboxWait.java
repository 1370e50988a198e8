package dev.hera.mcp.tool;

import dev.hera.Delivery;
import dev.hera.Participant;
import dev.hera.Reading;
import dev.hera.Watch;
import dev.hera.result.Inbox;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * One call that waits for a message without holding a thread. It ends with a message, with its
 * time, or at once when its subscriber cancels; then it has given nothing away.
 *
 * @param <F> what it finds
 * @param <T> what it gives to its subscriber
 */
final class InboxWait<F, T> {
  private final Reading reading;
  private final Find<F, T> find;
  private final MonoSink<T> sink;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Watch watch;
  private volatile @Nullable Disposable timer;

  /** What a wait looks for. */
  private interface Find<F, T> {
    /**
     * Looks for it.
     *
     * @param over whether there is no more time to wait; something is found then
     */
    Optional<F> look(boolean over);

    /** What the subscriber is given. */
    T give(F found);

    /** It was found when nobody waited any more. */
    void drop(F found);
  }

  private InboxWait(Reading reading, Find<F, T> find, MonoSink<T> sink) {
    this.reading = reading;
    this.find = find;
    this.sink = sink;
  }

  /**
   * An inbox that is waited for.
   *
   * @param carried makes an answer of what is delivered
   */
  static Mono<Inbox> on(
      Participant participant, Duration timeout, Function<Delivery, Inbox> carried) {
    Reading reading = participant.reading();
    return wait(
        reading,
        timeout,
        new Find<Delivery, Inbox>() {
          @Override
          public Optional<Delivery> look(boolean over) {
            return over ? Optional.of(reading.deliver()) : reading.deliverIfAny();
          }

          @Override
          public Inbox give(Delivery delivery) {
            return carried.apply(delivery);
          }

          @Override
          public void drop(Delivery delivery) {
            delivery.lost();
          }
        });
  }

  /** Completes when there is something to tell, or when it is time to tell that there is not. */
  static Mono<Boolean> until(Participant participant, Duration timeout) {
    Reading reading = participant.reading();
    return wait(
        reading,
        timeout,
        new Find<Boolean, Boolean>() {
          @Override
          public Optional<Boolean> look(boolean over) {
            return Optional.of(over || reading.hasAnswer()).filter(there -> there);
          }

          @Override
          public Boolean give(Boolean there) {
            return there;
          }

          @Override
          public void drop(Boolean there) {}
        });
  }

  private static <F, T> Mono<T> wait(Reading reading, Duration timeout, Find<F, T> find) {
    return Mono.create(sink -> new InboxWait<>(reading, find, sink).begin(timeout));
  }

  private void begin(Duration timeout) {
    sink.onDispose(
        () -> {
          ended.set(true);
          stop();
        });
    watch = reading.watch(() -> handOver(false));
    timer =
        Schedulers.parallel()
            .schedule(() -> handOver(true), timeout.toMillis(), TimeUnit.MILLISECONDS);
    look(false);
    if (ended.get()) {
      stop();
    }
  }

  private void handOver(boolean over) {
    Schedulers.boundedElastic().schedule(() -> look(over));
  }

  private void look(boolean over) {
    if (ended.get()) {
      return;
    }
    try {
      Watch watched = watch;
      find.look(over || (watched != null && watched.isOver())).ifPresent(this::end);
    } catch (Throwable e) {
      // An error after the end is one of giving the answer: the sink has none yet, or drops this.
      ended.set(true);
      sink.error(e);
    }
  }

  private void end(F found) {
    if (ended.compareAndSet(false, true)) {
      sink.success(find.give(found));
    } else {
      find.drop(found);
    }
  }

  private void stop() {
    Watch watched = watch;
    if (watched != null) {
      watched.close();
    }
    Disposable timed = timer;
    if (timed != null) {
      timed.dispose();
    }
  }
}
