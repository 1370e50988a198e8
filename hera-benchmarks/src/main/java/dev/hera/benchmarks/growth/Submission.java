package dev.hera.benchmarks.growth;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.benchmarks.report.Figures;
import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Scratch;
import dev.hera.benchmarks.report.Table;
import dev.hera.plan.Plan;
import dev.hera.spi.HeraStore;
import dev.hera.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whole plans submitted at once, and what they take: nodes a second beside the floor, disk, and the
 * memory that an open store holds.
 */
public final class Submission {
  private static final double MIB = 1 << 20;

  private final Path directory;
  private final List<Integer> sizes;
  private final int warmUps;
  private final int rounds;

  /**
   * @param sizes the numbers of nodes, ascending
   * @param warmUps rounds with the first size before the first that counts
   */
  public Submission(Path directory, List<Integer> sizes, int warmUps, int rounds) {
    this.directory = directory;
    this.sizes = List.copyOf(sizes);
    this.warmUps = warmUps;
    this.rounds = rounds;
  }

  /** Medians of the rounds for one size. */
  private record Figure(
      LayeredPlan plan, double hera, double floor, double disk, double opening, double heap) {}

  /** Runs all rounds and reports the table. */
  public void run(Report report) throws IOException, SQLException {
    for (int round = 0; round < warmUps; round++) {
      round(new LayeredPlan(sizes.get(0)));
    }
    Map<Integer, List<Figure>> all = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int size : sizes) {
        all.computeIfAbsent(size, key -> new ArrayList<>()).add(round(new LayeredPlan(size)));
      }
    }
    List<Figure> figures = all.values().stream().map(Submission::median).toList();
    report.heading("Submission of a whole plan");
    report.paragraph(
        "Medians of "
            + rounds
            + " rounds in turns, each on a new file. The floor inserts the same rows into the same tables.");
    report.table(table(figures));
    Figure first = figures.get(0);
    Figure last = figures.get(figures.size() - 1);
    report.paragraph(
        String.format(
            Locale.ROOT,
            "A node of %,d costs %s as much as one of %,d; on the floor %s.",
            last.plan().nodes(),
            Figures.times(first.hera() / last.hera()),
            first.plan().nodes(),
            Figures.times(first.floor() / last.floor())));
  }

  private static Figure median(List<Figure> all) {
    return new Figure(
        all.get(0).plan(),
        Figures.median(all.stream().map(Figure::hera).toList()),
        Figures.median(all.stream().map(Figure::floor).toList()),
        all.get(0).disk(),
        Figures.median(all.stream().map(Figure::opening).toList()),
        Figures.median(all.stream().map(Figure::heap).toList()));
  }

  private Figure round(LayeredPlan plan) throws IOException, SQLException {
    Path place = Files.createTempDirectory(directory, "submission");
    try {
      Path file = place.resolve("hera.db");
      double hera = plan.nodes() / submit(file, plan.plan());
      double floor = plan.nodes() / CopiedRows.seconds(file, place.resolve("floor.db"));
      double before = heap();
      long begun = System.nanoTime();
      try (HeraStore store = SqliteStore.open(file)) {
        store.read(tx -> tx.orchestrators().listActive());
        double opening = (System.nanoTime() - begun) / 1e6;
        return new Figure(
            plan, hera, floor, Files.size(file) / MIB, opening, Math.max(0, heap() - before));
      }
    } finally {
      Scratch.delete(place);
    }
  }

  private static double submit(Path file, Plan plan) {
    try (Hera hera = Hera.builder(SqliteStore.open(file)).build()) {
      Coordinator lead = hera.newOrchestrator("submission", "lead");
      long begun = System.nanoTime();
      lead.submit(plan);
      return (System.nanoTime() - begun) / 1e9;
    }
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
  }

  private static Table table(List<Figure> figures) {
    Table table =
        new Table(
            List.of(
                "plan",
                "plain JDBC",
                "Hera",
                "Hera to plain JDBC",
                "disk",
                "opening",
                "heap held"));
    for (Figure figure : figures) {
      table.row(
          List.of(
              String.format(
                  Locale.ROOT,
                  "%,d nodes, %,d edges",
                  figure.plan().nodes() + 1,
                  figure.plan().edges()),
              Figures.perSecond(figure.floor()),
              Figures.perSecond(figure.hera()),
              Figures.times(figure.hera() / figure.floor()),
              Figures.mebibytes(figure.disk()),
              Figures.millis(figure.opening()),
              Figures.mebibytes(figure.heap())));
    }
    return table;
  }
}
