package dev.hera.benchmarks.caller;

import dev.hera.benchmarks.report.Figures;
import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Table;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Durable status changes per second on SQLite with {@code synchronous=FULL}: of 64 callers whose
 * changes share commits, of one caller, and of plain JDBC that writes the same rows and commits
 * each change for itself, or as many together as there are callers. All take turns.
 */
public final class StatusChanges {
  private static final int CALLERS = 64;

  /** How many times as many changes the callers together make as one that commits each alone. */
  private static final double REQUIRED = 8;

  private final Path directory;
  private final int turns;
  private final Duration turn;

  public StatusChanges(Path directory, int turns, Duration turn) {
    this.directory = directory;
    this.turns = turns;
    this.turn = turn;
  }

  /** The changes a second of each, one figure for each turn. */
  private record Rates(List<Double> many, List<Double> one, List<Double> floor, List<Double> most) {
    Rates() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Runs all turns and reports the table. */
  public void run(Report report) throws SQLException, InterruptedException, ExecutionException {
    try (Crew crew = new Crew(SqliteStore.open(directory.resolve("hera.db")), CALLERS);
        PlainStatusChanges plain = new PlainStatusChanges(directory.resolve("plain.db"))) {
      crew.perSecond(CALLERS, turn.multipliedBy(3));
      turn(crew, plain, new Rates());
      Rates rates = new Rates();
      for (int i = 0; i < turns; i++) {
        turn(crew, plain, rates);
      }
      report(report, rates, crew.slowest());
    }
  }

  private void turn(Crew crew, PlainStatusChanges plain, Rates rates)
      throws SQLException, InterruptedException, ExecutionException {
    rates.many().add(crew.perSecond(CALLERS, turn));
    rates.one().add(crew.perSecond(1, turn));
    rates.floor().add(plain.perSecond(turn, 1));
    rates.most().add(plain.perSecond(turn, CALLERS));
  }

  private void report(Report report, Rates rates, double slowest) {
    report.heading("Durable status changes of many callers");
    report.paragraph(
        "Medians of "
            + turns
            + " turns. Shared commits save syncs, so their worth falls with the cost of one.");
    Table table = new Table(List.of("who", "changes", "to one caller", "to plain JDBC"));
    row(table, "Hera, " + CALLERS + " callers", rates.many(), rates);
    row(table, "Hera, 1 caller: one commit each", rates.one(), rates);
    row(table, "plain JDBC, one commit each", rates.floor(), rates);
    row(table, "plain JDBC, " + CALLERS + " a commit", rates.most(), rates);
    report.table(table);
    boolean reached = Figures.median(rates.many()) >= REQUIRED * Figures.median(rates.one());
    report.list(
        List.of(
            "99 of 100 calls of the "
                + CALLERS
                + " callers took at most "
                + Figures.millis(slowest),
            "required: "
                + CALLERS
                + " callers at least "
                + Figures.times(REQUIRED)
                + " one commit each: "
                + (reached ? "reached" : "NOT REACHED")));
  }

  private static void row(Table table, String who, List<Double> of, Rates rates) {
    double rate = Figures.median(of);
    table.row(
        List.of(
            who,
            Figures.perSecond(rate),
            Figures.times(rate / Figures.median(rates.one())),
            Figures.times(rate / Figures.median(rates.floor()))));
  }
}
