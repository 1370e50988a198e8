package dev.hera.benchmarks;

import dev.hera.benchmarks.report.Scratch;
import dev.hera.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Durable status changes per second on SQLite with {@code synchronous=FULL}: of 64 callers whose
 * changes share commits, of one caller, and of plain JDBC that writes the same rows and commits
 * each change for itself, or as many together as there are callers. All take turns, and the median
 * of each is printed.
 *
 * <p>Arguments, all optional: the directory to measure in, which must lie on the disk that is meant
 * (the working directory); and the number of turns (7).
 */
public final class StatusChanges {
  private static final int CALLERS = 64;

  /** How many times as many changes the callers together make as one that commits each alone. */
  private static final double REQUIRED = 8;

  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration TURN = Duration.ofSeconds(2);

  private StatusChanges() {}

  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Path directory = Files.createTempDirectory(parent, "hera-benchmark");
    System.out.printf(
        Locale.ROOT,
        "this disk takes %.2f ms to sync a page; shared commits save syncs, so what they are worth"
            + " falls with it%n",
        Scratch.syncMillis(directory));
    try (Crew crew = new Crew(SqliteStore.open(directory.resolve("hera.db")), CALLERS);
        PlainStatusChanges plain = new PlainStatusChanges(directory.resolve("plain.db"))) {
      measure(crew, plain, turns);
    } finally {
      Scratch.delete(directory);
    }
  }

  private static void measure(Crew crew, PlainStatusChanges plain, int turns)
      throws SQLException, InterruptedException, ExecutionException {
    crew.perSecond(CALLERS, WARM_UP);
    crew.perSecond(1, TURN);
    plain.perSecond(TURN, 1);
    List<Double> many = new ArrayList<>();
    List<Double> one = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    List<Double> most = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      many.add(crew.perSecond(CALLERS, TURN));
      one.add(crew.perSecond(1, TURN));
      floor.add(plain.perSecond(TURN, 1));
      most.add(plain.perSecond(TURN, CALLERS));
    }
    System.out.println("durable status changes, medians of " + turns + " turns");
    print("Hera, " + CALLERS + " callers", many, one, floor);
    print("Hera, 1 caller: one commit each", one, one, floor);
    print("plain JDBC, one commit each", floor, one, floor);
    print("plain JDBC, " + CALLERS + " a commit", most, one, floor);
    System.out.printf(
        Locale.ROOT,
        "99 of 100 calls of the %d callers took at most %.1f ms%n",
        CALLERS,
        crew.slowest());
    System.out.printf(
        Locale.ROOT,
        "required: %d callers at least %.0f x one commit each: %s%n",
        CALLERS,
        REQUIRED,
        median(many) >= REQUIRED * median(one) ? "reached" : "NOT REACHED");
  }

  private static void print(String what, List<Double> rates, List<Double> one, List<Double> floor) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %8.0f/s  %6.2f x one caller  %6.2f x plain JDBC%n",
        what,
        median(rates),
        median(rates) / median(one),
        median(rates) / median(floor));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
