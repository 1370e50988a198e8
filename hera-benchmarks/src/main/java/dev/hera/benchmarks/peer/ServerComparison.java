package dev.hera.benchmarks.peer;

import dev.hera.benchmarks.report.Figures;
import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Samples;
import dev.hera.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The same fan and chain on one PostgreSQL server: Hera with one, two and four hosts, and its
 * peers, take turns, each in a new database in every round. The hosts are in one process, but for
 * the way from a {@code done} at one to a worker's start by another.
 */
public final class ServerComparison {
  private static final double MOST_MILLIS = 100;

  private final Comparison.Sizes sizes;
  private final Map<Runner, List<Round>> rounds = new EnumMap<>(Runner.class);
  private final List<Double> atOnce = new ArrayList<>();

  private record Round(double fan, double handOff) {}

  private enum Runner {
    DBOS("DBOS", "workflows that start each other, pool of 16 connections"),
    DB_SCHEDULER("db-scheduler", "16 threads, lock and fetch, immediate execution, pool of 16"),
    ONE_HOST("Hera, 1 host", "a plan through the facade, workers are threads, nothing set"),
    TWO_HOSTS("Hera, 2 hosts", "the same, each starts what it can claim"),
    FOUR_HOSTS("Hera, 4 hosts", "the same");

    private final String title;
    private final String settings;

    Runner(String title, String settings) {
      this.title = title;
      this.settings = settings;
    }

    Contender open(String url) throws Exception {
      return switch (this) {
        case DBOS -> new Dbos(DatabaseServer.pool(url));
        case DB_SCHEDULER -> DbScheduler.onServer(DatabaseServer.pool(url));
        case ONE_HOST -> new HeraHosts(url, 1);
        case TWO_HOSTS -> new HeraHosts(url, 2);
        case FOUR_HOSTS -> new HeraHosts(url, 4);
      };
    }
  }

  public ServerComparison(Comparison.Sizes sizes) {
    this.sizes = sizes;
  }

  /** Runs all rounds and reports the table. */
  public void run(Report report) throws Exception {
    Samples handOffs;
    try (DatabaseServer server = new DatabaseServer()) {
      for (int round = 0; round < sizes.warmUps() + sizes.rounds(); round++) {
        for (Runner runner : Runner.values()) {
          Round result = round(runner, server.newDatabase());
          if (round >= sizes.warmUps()) {
            rounds.computeIfAbsent(runner, key -> new ArrayList<>()).add(result);
          }
        }
        double both = twoAtOnce(server.newDatabase());
        if (round >= sizes.warmUps()) {
          atOnce.add(both);
        }
      }
      handOffs = handOffs(server.newDatabase());
    }
    report.heading("Several hosts on one server, and the peers there");
    report.paragraph(
        "Medians of "
            + sizes.rounds()
            + " rounds; one PostgreSQL 18 on the same machine, whose processor all share,"
            + " `fsync` and `synchronous_commit` on: survives a power cut.");
    report.list(
        Stream.of(Runner.values()).map(runner -> runner.title + ": " + runner.settings).toList());
    report.table(table());
    double both = Figures.median(atOnce);
    report.paragraph(
        "Two such fans at the same time, each the plan of a host of its own: "
            + Figures.perSecond(both)
            + " together, "
            + Figures.times(both / median(Runner.ONE_HOST, Round::fan))
            + " one fan of one host.");
    report(handOffs, report);
  }

  /** Between two processes, the second time, when both have warmed up. */
  private Samples handOffs(String url) throws Exception {
    try (TwoProcesses hosts = new TwoProcesses(url)) {
      hosts.handOffs("warm-up", sizes.chain());
      return hosts.handOffs("measured", sizes.chain());
    }
  }

  private static void report(Samples handOffs, Report report) {
    Table table = new Table(List.of("two hosts, each a process of its own", "median", "99 of 100"));
    table.row(
        List.of(
            "`done` at one host to the worker's start by the other",
            Figures.millis(handOffs.millis(50)),
            Figures.millis(handOffs.millis(99))));
    report.table(table);
    report.list(
        List.of(
            "half of the way there and back, over a chain whose nodes belong to one and the other",
            "required: median below "
                + Figures.millis(MOST_MILLIS)
                + ": "
                + (handOffs.millis(50) < MOST_MILLIS ? "reached" : "NOT REACHED")));
  }

  /** Tasks a second of two fans together, from their submission on. */
  private double twoAtOnce(String url) throws Exception {
    try (HeraHosts hosts = new HeraHosts(url, 2)) {
      hosts.run(new Chain(10));
      List<Fan> fans = List.of(new Fan(sizes.width()), new Fan(sizes.width()));
      long begun = System.nanoTime();
      hosts.runAtOnce(fans);
      double slower =
          fans.stream().mapToDouble(fan -> fan.perSecondSince(begun)).min().orElseThrow();
      return fans.size() * slower;
    }
  }

  private Round round(Runner runner, String url) throws Exception {
    try (Contender contender = runner.open(url)) {
      contender.run(new Chain(10));
      Fan fan = new Fan(sizes.width());
      contender.run(fan);
      Chain chain = new Chain(sizes.chain());
      contender.run(chain);
      return new Round(fan.perSecond(), chain.handOffs().millis(50));
    }
  }

  private Table table() {
    List<String> header = new ArrayList<>(List.of("work"));
    List<String> fan =
        new ArrayList<>(List.of(String.format(Locale.ROOT, "fan 1 → %,d → 1", sizes.width())));
    List<String> chain =
        new ArrayList<>(List.of("chain of " + sizes.chain() + ", hand-off, median"));
    for (Runner runner : Runner.values()) {
      header.add(runner.title);
      fan.add(Figures.perSecond(median(runner, Round::fan)));
      chain.add(Figures.millis(median(runner, Round::handOff)));
    }
    Table table = new Table(header);
    table.row(fan);
    table.row(chain);
    return table;
  }

  private double median(Runner runner, ToDoubleFunction<Round> figure) {
    List<Round> done = rounds.getOrDefault(runner, List.of());
    return Figures.median(done.stream().map(figure::applyAsDouble).toList());
  }
}
