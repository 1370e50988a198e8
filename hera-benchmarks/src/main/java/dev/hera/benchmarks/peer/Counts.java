package dev.hera.benchmarks.peer;

import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Requirement;
import dev.hera.benchmarks.report.Scratch;
import dev.hera.benchmarks.report.Table;
import dev.hera.benchmarks.report.WriteAheadLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a fan and a chain take that no noise touches: commits, each of which is one sync, and pages
 * of SQLite's log, for each task; and for Hera the transactions that it asks of its store.
 */
public final class Counts {
  private final Path directory;
  private final int width;
  private final int chain;

  public Counts(Path directory, int width, int chain) {
    this.directory = directory;
    this.width = width;
    this.chain = chain;
  }

  /** Of one work, for each task. */
  private record Share(double commits, double pages, double writes, double reads) {}

  private record Row(Share fan, Share chain) {}

  /** Runs both works once with each and reports the table. */
  public void run(Report report) throws Exception {
    run(report, List.of(Runner.values()));
  }

  /** The same with some of them. */
  void run(Report report, List<Runner> runners) throws Exception {
    Table table =
        new Table(
            List.of(
                "for each task", "fan: commits", "fan: pages", "chain: commits", "chain: pages"));
    report.heading("Counts");
    for (Runner runner : runners) {
      Row row = measure(runner);
      table.row(
          List.of(
              runner.title(),
              number(row.fan().commits()),
              number(row.fan().pages()),
              number(row.chain().commits()),
              number(row.chain().pages())));
      if (runner == Runner.HERA) {
        report.table(table);
        report.list(
            List.of(
                transactions(String.format(Locale.ROOT, "fan 1 → %,d → 1", width), row.fan()),
                transactions("chain of " + chain, row.chain()),
                required("commits of a task in the fan", row.fan().commits(), 0.3),
                required("pages of a task in the fan", row.fan().pages(), 12),
                required("write transactions of a task in the fan", row.fan().writes(), 1.5)));
      }
    }
  }

  private Row measure(Runner runner) throws Exception {
    Path place = Files.createTempDirectory(directory, "counts");
    Path file = place.resolve("work.db");
    try (Contender contender = runner.open(file);
        WriteAheadLog log = new WriteAheadLog(file)) {
      contender.run(new Chain(10));
      Share fan = share(contender, log, new Fan(width));
      return new Row(fan, share(contender, log, new Chain(chain)));
    } finally {
      Scratch.delete(place);
    }
  }

  private static Share share(Contender contender, WriteAheadLog log, Course course)
      throws Exception {
    double tasks = course.tasks();
    WriteAheadLog.Counts before = log.counts();
    long writes = contender instanceof HeraWorkers hera ? hera.store().writes() : 0;
    long reads = contender instanceof HeraWorkers hera ? hera.store().reads() : 0;
    contender.run(course);
    WriteAheadLog.Counts counts = log.counts().since(before);
    if (contender instanceof HeraWorkers hera) {
      writes = hera.store().writes() - writes;
      reads = hera.store().reads() - reads;
    }
    return new Share(
        counts.commits() / tasks, counts.pages() / tasks, writes / tasks, reads / tasks);
  }

  private static String transactions(String work, Share share) {
    return String.format(
        Locale.ROOT,
        "Hera, %s, for each node: %.2f transactions that write, %.2f that read",
        work,
        share.writes(),
        share.reads());
  }

  private static String required(String what, double count, double most) {
    return Requirement.atMost(what, count, most, Counts::number);
  }

  private static String number(double count) {
    return String.format(Locale.ROOT, "%.2f", count);
  }
}
