package dev.hera.work;

import dev.hera.spi.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one kind that callers ask for at the same time, carried out in one unit of work: while
 * one commits, the next ones gather. What one of them reads the others need not read again. When
 * that unit of work fails, each of them has one of its own, so that none fails by another one.
 * Thread-safe.
 *
 * @param <Q> what is asked for
 * @param <A> what came of it
 */
public final class Together<Q, A> {
  private static final int MOST = 64;

  private final UnitsOfWork units;
  private final BiConsumer<UnitOfWork, List<Q>> reading;
  private final BiFunction<UnitOfWork, Q, A> work;
  private final Queue<Entry<Q, A>> waiting = new ArrayDeque<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @param reading reads ahead what several changes will look at
   * @param work carries out one change; may run more than once, as {@link UnitsOfWork#write} says
   */
  public Together(
      UnitsOfWork units,
      BiConsumer<UnitOfWork, List<Q>> reading,
      BiFunction<UnitOfWork, Q, A> work) {
    this.units = units;
    this.reading = reading;
    this.work = work;
  }

  private static final class Entry<Q, A> {
    private final Q asked;
    private @Nullable A answer;
    private @Nullable Throwable failure;

    Entry(Q asked) {
      this.asked = asked;
    }

    Q asked() {
      return asked;
    }

    boolean isOver() {
      return answer != null || failure != null;
    }

    A answer() {
      if (failure != null) {
        throw unchecked(failure);
      }
      return Objects.requireNonNull(answer);
    }

    private static RuntimeException unchecked(Throwable failure) {
      if (failure instanceof Error error) {
        throw error;
      }
      return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
  }

  /** Carries out a change, and returns when it is committed. */
  public A carryOut(Q change) {
    Entry<Q, A> entry = new Entry<>(change);
    synchronized (waiting) {
      waiting.add(entry);
    }
    turn.lock();
    try {
      while (!entry.isOver()) {
        carryOut(next());
      }
    } finally {
      turn.unlock();
    }
    return entry.answer();
  }

  private List<Entry<Q, A>> next() {
    List<Entry<Q, A>> next = new ArrayList<>();
    synchronized (waiting) {
      while (next.size() < MOST && !waiting.isEmpty()) {
        next.add(waiting.remove());
      }
    }
    return next;
  }

  private void carryOut(List<Entry<Q, A>> entries) {
    if (entries.size() > 1) {
      try {
        inOneUnit(entries);
        return;
      } catch (StoreUnavailableException e) {
        entries.forEach(entry -> entry.failure = e);
        return;
      } catch (Throwable e) {
        // Each on its own then, so that the others do not fail by it; its own failure comes again.
      }
    }
    entries.forEach(this::alone);
  }

  private void inOneUnit(List<Entry<Q, A>> entries) {
    List<Q> asked = entries.stream().map(Entry::asked).toList();
    List<A> answers =
        units.write(
            unit -> {
              reading.accept(unit, asked);
              return asked.stream().map(one -> work.apply(unit, one)).toList();
            });
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).answer = answers.get(i);
    }
  }

  private void alone(Entry<Q, A> entry) {
    try {
      entry.answer = units.write(unit -> work.apply(unit, entry.asked()));
    } catch (Throwable e) {
      entry.failure = e;
    }
  }
}
