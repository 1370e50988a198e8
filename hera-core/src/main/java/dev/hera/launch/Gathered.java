package dev.hera.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is to be written down soon, together with what comes until then. Thread-safe. */
final class Gathered<T> {
  private record Entry<T>(T value, long since) {}

  private final List<Entry<T>> entries = new ArrayList<>();
  private Runnable first = () -> {};

  /** Names who is told when something comes and nothing waits. */
  public synchronized void onFirst(Runnable newFirst) {
    first = newFirst;
  }

  public void add(T value) {
    Runnable told;
    synchronized (this) {
      told = entries.isEmpty() ? first : () -> {};
      entries.add(new Entry<>(value, System.nanoTime()));
    }
    told.run();
  }

  /** Takes what came this long ago, in the order in which it came, and tells again of the rest. */
  public List<T> take(Duration ago) {
    List<T> old = new ArrayList<>();
    Runnable told;
    synchronized (this) {
      long now = System.nanoTime();
      while (!entries.isEmpty() && now - entries.get(0).since() >= ago.toNanos()) {
        old.add(entries.remove(0).value());
      }
      told = entries.isEmpty() ? () -> {} : first;
    }
    told.run();
    return old;
  }
}
