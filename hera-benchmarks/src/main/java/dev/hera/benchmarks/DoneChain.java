package dev.hera.benchmarks;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.benchmarks.report.Scratch;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * The hand-off in a chain of nodes that do nothing, on SQLite with {@code synchronous=FULL}: the
 * time from one worker's start to that of the next, with its {@code done} between them.
 *
 * <p>Arguments, all optional: the directory to measure in, which must lie on the disk that is meant
 * (the working directory); the number of nodes (200); and the number of chains, the first of which
 * warms up (6).
 */
public final class DoneChain {
  private DoneChain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    int nodes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    int chains = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 6;
    Path directory = Files.createTempDirectory(parent, "hera-benchmark");
    long[] starts = new long[nodes];
    int[] started = new int[1];
    ThreadLauncher launcher =
        new ThreadLauncher(
            session -> {
              synchronized (starts) {
                starts[started[0]++] = System.nanoTime();
              }
              session.self().report(Status.DONE);
            });
    try (Hera hera =
        Hera.builder(SqliteStore.open(directory.resolve("hera.db"))).launcher(launcher).build()) {
      hera.start();
      for (int chain = 0; chain < chains; chain++) {
        started[0] = 0;
        run(hera, "chain-" + chain, nodes);
        print(chain, starts);
      }
    } finally {
      Scratch.delete(directory);
    }
  }

  private static void run(Hera hera, String name, int nodes) throws InterruptedException {
    Plan.Builder plan = Plan.builder().node("n0", "do nothing");
    for (int i = 1; i < nodes; i++) {
      plan.node("n" + i, "do nothing").after("n" + (i - 1));
    }
    Coordinator lead = hera.newOrchestrator(name, "lead");
    lead.submit(plan.build());
    lead.awaitOutcome(Duration.ofMinutes(5));
  }

  private static void print(int chain, long[] starts) {
    double[] millis = new double[starts.length - 1];
    for (int i = 1; i < starts.length; i++) {
      millis[i - 1] = (starts[i] - starts[i - 1]) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "chain %d: hand-off median %.2f ms, 99 of 100 below %.2f ms%s%n",
        chain,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        chain == 0 ? " (warming up)" : "");
  }
}
