package dev.hera.benchmarks.report;

import java.io.IOException;
import java.util.Arrays;

/** How long calls took. */
public final class Samples {
  private long[] nanos = new long[1024];
  private int count;

  /** What is timed. */
  public interface Work {
    Object run() throws IOException, InterruptedException;
  }

  public void time(Work work) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    work.run();
    add(System.nanoTime() - begun);
  }

  public void addAll(Samples others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  public void add(long nano) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = nano;
  }

  /** The milliseconds that so many of 100 stayed below. */
  public double millis(int percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, count * percent / 100)] / 1e6;
  }
}
