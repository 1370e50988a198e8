package dev.hera.benchmarks.growth;

import dev.hera.benchmarks.report.Figures;
import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Requirement;
import dev.hera.benchmarks.report.Samples;
import dev.hera.benchmarks.report.Table;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What verbs cost in plans of several sizes, and beside a long history: all of them are open at
 * once and take turns, so that what disturbs one disturbs the others.
 */
public final class Growth {
  /** How many events there are about the explained node in each plan, besides its first ones. */
  private static final int ABOUT_EXPLAINED = 100;

  /** Its events lie between those about others. */
  private static final int PARTS = 10;

  private final Path directory;
  private final Sizes sizes;
  private final List<Column> columns = new ArrayList<>();

  /**
   * How much is measured.
   *
   * @param nodes the sizes of the plans, ascending
   * @param old the size of the plan that has a history
   * @param history how many events and how many messages it has
   * @param calls how often each measure is taken in each round
   */
  public record Sizes(List<Integer> nodes, int old, int history, int rounds, int calls) {
    public Sizes {
      nodes = List.copyOf(nodes);
    }
  }

  /** One plan, and what was measured in it. */
  private record Column(String title, Path file, Grown grown, Map<Measure, Samples> samples) {
    double millis(Measure measure) {
      return samples.getOrDefault(measure, new Samples()).millis(50);
    }
  }

  public Growth(Path directory, Sizes sizes) {
    this.directory = directory;
    this.sizes = sizes;
  }

  /** Runs all rounds and reports the table. */
  public void run(Report report) throws InterruptedException, SQLException {
    try {
      for (int nodes : sizes.nodes()) {
        open(nodes, 0);
      }
      open(sizes.old(), sizes.history());
      for (int round = 0; round <= sizes.rounds(); round++) {
        if (round == 1) {
          columns.forEach(column -> column.samples().clear()); // the first one warms up
        }
        for (Measure measure : Measure.values()) {
          for (Column column : columns) {
            take(measure, column);
          }
        }
      }
      report(report);
    } finally {
      columns.forEach(column -> column.grown().close());
    }
  }

  private void open(int nodes, int history) {
    String plan = String.format(Locale.ROOT, "%,d nodes", nodes);
    String title =
        history == 0
            ? plan
            : plan + String.format(Locale.ROOT, ", history of %,d events and messages", history);
    Path file = directory.resolve("growth-" + columns.size() + ".db");
    SqliteStore store = SqliteStore.open(file);
    Grown grown = new Grown(store, nodes);
    columns.add(new Column(title, file, grown, new EnumMap<>(Measure.class)));
    History past = new History(store, grown.explained());
    for (int part = 0; part < PARTS; part++) {
      past.add(history / PARTS);
      grown.changeExplained(ABOUT_EXPLAINED / PARTS);
    }
  }

  private void take(Measure measure, Column column) throws InterruptedException {
    Samples samples = column.samples().computeIfAbsent(measure, key -> new Samples());
    for (int call = 0; call < sizes.calls(); call++) {
      measure.prepare(column.grown());
      long begun = System.nanoTime();
      measure.run(column.grown());
      samples.add(System.nanoTime() - begun);
      measure.settle(column.grown());
    }
  }

  private void report(Report report) throws SQLException {
    report.heading("What grows with the plan and with its history");
    report.paragraph(
        String.format(
            Locale.ROOT,
            "Medians of %d calls, in turns. Nothing of these plans can start but what a measure adds."
                + " The explained node has %d events about it in each.",
            sizes.rounds() * sizes.calls(),
            ABOUT_EXPLAINED));
    report.table(table());
    report.list(requirements());
    int small = Math.min(1, sizes.nodes().size() - 1);
    Column column = columns.get(small);
    double original = OriginalSweep.millis(column.file());
    report.paragraph(
        String.format(
            Locale.ROOT,
            "A sweep over %s in the way of the original, four queries for each blocker: %s, %s as long"
                + " as `tick`.",
            column.title(),
            Figures.millis(original),
            Figures.times(original / column.millis(Measure.IDLE))));
  }

  private List<String> requirements() {
    List<String> lines = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (measure.isOfAnyPlan()) {
        lines.add(times(measure, "largest to smallest plan", withSize(measure)));
      }
      lines.add(times(measure, "with a history to without", withHistory(measure)));
      if (!Double.isNaN(measure.mostMillis())) {
        double worst =
            columns.stream().mapToDouble(column -> column.millis(measure)).max().orElseThrow();
        lines.add(
            Requirement.atMost(
                measure.title() + ", in any of them,",
                worst,
                measure.mostMillis(),
                Figures::millis));
      }
    }
    return lines;
  }

  private static String times(Measure measure, String which, double times) {
    return Requirement.atMost(
        measure.title() + ", " + which + ",", times, Measure.MOST_TIMES, Figures::times);
  }

  private double withSize(Measure measure) {
    return columns.get(sizes.nodes().size() - 1).millis(measure) / columns.get(0).millis(measure);
  }

  private double withHistory(Measure measure) {
    return columns.get(sizes.nodes().size()).millis(measure)
        / columns.get(sizes.nodes().indexOf(sizes.old())).millis(measure);
  }

  private Table table() {
    List<String> header = new ArrayList<>(List.of("verb"));
    columns.forEach(column -> header.add(column.title()));
    header.add("largest to smallest");
    header.add("history to none");
    Table table = new Table(header);
    for (Measure measure : Measure.values()) {
      List<String> cells = new ArrayList<>(List.of(measure.title()));
      columns.forEach(column -> cells.add(Figures.millis(column.millis(measure))));
      cells.add(Figures.times(withSize(measure)));
      cells.add(Figures.times(withHistory(measure)));
      table.row(cells);
    }
    return table;
  }
}
