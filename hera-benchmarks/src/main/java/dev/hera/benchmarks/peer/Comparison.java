package dev.hera.benchmarks.peer;

import dev.hera.benchmarks.report.Figures;
import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Scratch;
import dev.hera.benchmarks.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A fan and a chain of tasks that do nothing: Hera, its peers and the floor take turns, each on a
 * new SQLite file in every round, and the medians of the rounds are compared.
 */
public final class Comparison {
  private static final String STORE = "SQLite, WAL, `synchronous=FULL`: survives a power cut";

  private final Path directory;
  private final Sizes sizes;
  private final Map<Runner, List<Round>> rounds = new EnumMap<>(Runner.class);

  /**
   * How much is done.
   *
   * @param warmUps rounds before the first that counts
   */
  public record Sizes(int width, int chain, int warmUps, int rounds) {}

  /** What one of them did in one round. */
  private record Round(double fan, double whole, double handOff, double slowest) {}

  public Comparison(Path directory, Sizes sizes) {
    this.directory = directory;
    this.sizes = sizes;
  }

  /** Runs all rounds and reports the table. */
  public void run(Report report) throws Exception {
    for (int round = 0; round < sizes.warmUps() + sizes.rounds(); round++) {
      for (Runner runner : Runner.values()) {
        Round result = round(runner, round);
        if (round >= sizes.warmUps()) {
          rounds.computeIfAbsent(runner, key -> new ArrayList<>()).add(result);
        }
      }
    }
    report.heading("The same work by Hera and by its peers");
    report.paragraph(
        "Medians of "
            + sizes.rounds()
            + " rounds in one process; each has a new file in each round. Store: "
            + STORE
            + ".");
    report.list(Stream.of(Runner.values()).map(Runner::describe).toList());
    report.table(table());
    report.paragraph(
        "\"Hera to …\" says how many times as fast Hera is; below 1 it is slower. The fan-in of the peers is a number in memory.");
  }

  private Round round(Runner runner, int round) throws Exception {
    Path place = directory.resolve(runner.name() + "-" + round);
    Files.createDirectory(place);
    try (Contender contender = runner.open(place.resolve("work.db"))) {
      contender.run(new Chain(10));
      Fan fan = new Fan(sizes.width());
      long begun = System.nanoTime();
      contender.run(fan);
      Chain chain = new Chain(sizes.chain());
      contender.run(chain);
      return new Round(
          fan.perSecond(),
          fan.perSecondSince(begun),
          chain.handOffs().millis(50),
          chain.handOffs().millis(99));
    } finally {
      Scratch.delete(place);
    }
  }

  private Table table() {
    List<String> header = new ArrayList<>(List.of("work"));
    for (Runner runner : Runner.values()) {
      header.add(runner.title());
    }
    for (Runner runner : Runner.OTHERS) {
      header.add("Hera to " + runner.title());
    }
    Table table = new Table(header);
    String fan = String.format(Locale.ROOT, "fan 1 → %,d → 1, ", sizes.width());
    String chain = "chain of " + sizes.chain() + ", hand-off, ";
    table.row(rates(fan + "from the first task to the last", Round::fan));
    table.row(rates(fan + "from its submission to the last", Round::whole));
    table.row(times(chain + "median", Round::handOff));
    table.row(times(chain + "99 of 100", Round::slowest));
    return table;
  }

  private List<String> rates(String work, ToDoubleFunction<Round> figure) {
    List<String> cells = new ArrayList<>(List.of(work));
    double hera = median(Runner.HERA, figure);
    for (Runner runner : Runner.values()) {
      cells.add(Figures.perSecond(median(runner, figure)));
    }
    for (Runner runner : Runner.OTHERS) {
      cells.add(Figures.times(hera / median(runner, figure)));
    }
    return cells;
  }

  private List<String> times(String work, ToDoubleFunction<Round> figure) {
    List<String> cells = new ArrayList<>(List.of(work));
    double hera = median(Runner.HERA, figure);
    for (Runner runner : Runner.values()) {
      cells.add(Figures.millis(median(runner, figure)));
    }
    for (Runner runner : Runner.OTHERS) {
      cells.add(Figures.times(median(runner, figure) / hera));
    }
    return cells;
  }

  private double median(Runner runner, ToDoubleFunction<Round> figure) {
    List<Round> done = rounds.getOrDefault(runner, List.of());
    return Figures.median(done.stream().map(figure::applyAsDouble).toList());
  }
}
