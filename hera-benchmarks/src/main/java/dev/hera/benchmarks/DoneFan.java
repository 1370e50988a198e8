package dev.hera.benchmarks;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.benchmarks.report.CountedStore;
import dev.hera.benchmarks.report.Scratch;
import dev.hera.benchmarks.report.WriteAheadLog;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A fan 1 → N → 1 of nodes that do nothing, on SQLite with {@code synchronous=FULL}: nodes a
 * second, and for each node what no noise touches: transactions, commits, pages.
 *
 * <p>Arguments, all optional: the directory to measure in (the working directory), the width
 * (1,000), and the number of fans, the first of which warms up (4).
 */
public final class DoneFan {
  private DoneFan() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    int width = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    int fans = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
    Path directory = Files.createTempDirectory(parent, "hera-benchmark");
    Path file = directory.resolve("hera.db");
    ThreadLauncher launcher = new ThreadLauncher(session -> session.self().report(Status.DONE));
    CountedStore store = new CountedStore(SqliteStore.open(file));
    try (Hera hera = Hera.builder(store).launcher(launcher).build()) {
      hera.start();
      for (int fan = 0; fan < fans; fan++) {
        Coordinator lead = hera.newOrchestrator("fan-" + fan, "lead");
        try (WriteAheadLog log = new WriteAheadLog(file)) {
          lead.submit(plan(width));
          run(fan, lead, width + 2, store, log);
        }
      }
    } finally {
      Scratch.delete(directory);
    }
  }

  private static Plan plan(int width) {
    Plan.Builder plan = Plan.builder().node("first", "do nothing");
    String[] middle = new String[width];
    for (int i = 0; i < width; i++) {
      middle[i] = "n" + i;
      plan.node(middle[i], "do nothing").after("first");
    }
    return plan.node("last", "do nothing").after(middle).build();
  }

  private static void run(
      int fan, Coordinator lead, double nodes, CountedStore store, WriteAheadLog log)
      throws IOException, InterruptedException {
    WriteAheadLog.Counts submitted = log.counts();
    long reads = store.reads();
    long writes = store.writes();
    long processor = processorNanos();
    long start = System.nanoTime();
    lead.awaitOutcome(Duration.ofMinutes(5));
    double seconds = (System.nanoTime() - start) / 1e9;
    WriteAheadLog.Counts counts = log.counts().since(submitted);
    System.out.printf(
        Locale.ROOT,
        "fan %d: %.0f nodes/s; a node: %.2f writes, %.2f reads, %.2f commits, %.1f pages,"
            + " %.2f ms of processor time%n",
        fan,
        nodes / seconds,
        (store.writes() - writes) / nodes,
        (store.reads() - reads) / nodes,
        counts.commits() / nodes,
        counts.pages() / nodes,
        (processorNanos() - processor) / 1e6 / nodes);
  }

  private static long processorNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
