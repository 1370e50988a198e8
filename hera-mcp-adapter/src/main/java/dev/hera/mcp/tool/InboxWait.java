package dev.hera.mcp.tool;

import dev.hera.Delivery;
import dev.hera.InboxWatch;
import dev.hera.Participant;
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
 */
final class InboxWait {
  private final Participant participant;
  private final Function<Delivery, Inbox> carried;
  private final MonoSink<Inbox> sink;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable InboxWatch watch;
  private volatile @Nullable Disposable timer;

  private InboxWait(
      Participant participant, Function<Delivery, Inbox> carried, MonoSink<Inbox> sink) {
    this.participant = participant;
    this.carried = carried;
    this.sink = sink;
  }

  /**
   * An inbox that is waited for.
   *
   * @param carried makes an answer of what is delivered
   */
  static Mono<Inbox> on(
      Participant participant, Duration timeout, Function<Delivery, Inbox> carried) {
    return Mono.create(sink -> new InboxWait(participant, carried, sink).begin(timeout));
  }

  private void begin(Duration timeout) {
    sink.onDispose(
        () -> {
          ended.set(true);
          stop();
        });
    watch = participant.reading().watch(() -> handOver(false));
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
      find(over).ifPresent(this::end);
    } catch (Throwable e) {
      // An error after the end is one of giving the answer: the sink has none yet, or drops this.
      ended.set(true);
      sink.error(e);
    }
  }

  private Optional<Delivery> find(boolean over) {
    InboxWatch watched = watch;
    return over || (watched != null && watched.isOver())
        ? Optional.of(participant.reading().deliver())
        : participant.reading().deliverIfAny();
  }

  private void end(Delivery delivery) {
    if (ended.compareAndSet(false, true)) {
      sink.success(carried.apply(delivery));
    } else {
      delivery.lost();
    }
  }

  private void stop() {
    InboxWatch watched = watch;
    if (watched != null) {
      watched.close();
    }
    Disposable timed = timer;
    if (timed != null) {
      timed.dispose();
    }
  }
}
