package dev.hera.benchmarks.caller;

import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Workers of one orchestrator that report as fast as they are answered. */
final class Crew implements AutoCloseable {
  private static final int MOST_SAMPLES = 1_000_000;

  private final Hera hera;
  private final List<Participant> members = new ArrayList<>();
  private final ExecutorService threads;
  private final long[] samples = new long[MOST_SAMPLES];
  private int sampled;

  Crew(HeraStore store, int size) {
    hera = Hera.builder(store).build();
    threads = Executors.newFixedThreadPool(size);
    hera.newcomer(hera.tasks().register(NewTask.named("lead"))).newOrchestrator("crew", "lead");
    for (int i = 0; i < size; i++) {
      String name = "worker-" + i;
      Caller session = hera.tasks().register(NewTask.named(name));
      hera.newcomer(session).join("crew", name, RoleKind.WORKER, null, null);
      members.add(hera.participant(session, "crew"));
    }
  }

  /** How many reports of the first {@code callers} members are answered in a second. */
  double perSecond(int callers, Duration time) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Future<Long>> counts = new ArrayList<>();
    for (Participant member : members.subList(0, callers)) {
      counts.add(threads.submit(() -> report(member, end, callers > 1)));
    }
    long all = 0;
    for (Future<Long> count : counts) {
      all += count.get();
    }
    return all * 1e9 / (System.nanoTime() - start);
  }

  private long report(Participant member, long end, boolean sample) {
    long count = 0;
    for (long now = System.nanoTime(); now < end; count++) {
      member.report(count % 2 == 0 ? Status.WORKING : Status.BLOCKED);
      long answered = System.nanoTime();
      if (sample) {
        keep(answered - now);
      }
      now = answered;
    }
    return count;
  }

  private synchronized void keep(long nanos) {
    samples[sampled++ % MOST_SAMPLES] = nanos;
  }

  /** The milliseconds that 99 of 100 calls stayed below, while all members called. */
  synchronized double slowest() {
    long[] sorted = Arrays.copyOf(samples, Math.min(sampled, MOST_SAMPLES));
    Arrays.sort(sorted);
    return sorted.length == 0
        ? 0
        : Math.floorDiv(sorted[sorted.length * 99 / 100], 10_000L) / 100.0;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    hera.close();
  }
}
