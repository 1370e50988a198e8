package dev.hera.benchmarks;

import dev.hera.benchmarks.caller.StatusChanges;
import dev.hera.benchmarks.growth.Growth;
import dev.hera.benchmarks.growth.Submission;
import dev.hera.benchmarks.method.Methods;
import dev.hera.benchmarks.peer.Comparison;
import dev.hera.benchmarks.peer.Counts;
import dev.hera.benchmarks.peer.ServerComparison;
import dev.hera.benchmarks.report.Machine;
import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures everything, or a part, and prints a table for each part.
 *
 * <p>Arguments: {@code check} (a minute, to see that all of it works), {@code short} (three
 * minutes) or {@code full} (the figures to publish); then, all optional, the names of the parts to
 * run (all of them), {@code --directory DIR}, which must lie on the disk that is meant (the working
 * directory), and {@code --markdown FILE}, to which the tables are written as well.
 */
public final class Benchmarks {
  private final Extent extent;
  private final Report report = new Report(System.out);
  private Path parent = Path.of("").toAbsolutePath();
  private @Nullable Path markdown;
  private final List<Part> parts;

  /** How much is measured. */
  private enum Extent {
    CHECK,
    SHORT,
    FULL
  }

  /** What can be measured by itself. */
  private enum Part {
    PEERS,
    SERVER,
    COUNTS,
    CALLERS,
    SUBMISSION,
    GROWTH,
    METHODS
  }

  private Benchmarks(String[] arguments) {
    extent = Extent.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<Part> named = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--directory" -> parent = Path.of(arguments[++i]).toAbsolutePath();
        case "--markdown" -> markdown = Path.of(arguments[++i]);
        default -> named.add(Part.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
      }
    }
    parts = named.isEmpty() ? List.of(Part.values()) : List.copyOf(named);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.err.println(
          "Usage: check|short|full [PART...] [--directory DIR] [--markdown FILE]; the parts are "
              + List.of(Part.values()));
      System.exit(2);
    }
    int exit = 1;
    try {
      run(arguments);
      exit = 0;
    } catch (Exception e) {
      e.printStackTrace(System.err);
    }
    System.exit(exit); // what a peer may have left running is no reason to stay
  }

  static void run(String... arguments) throws Exception {
    System.setProperty("logback.configurationFile", "benchmarks-logback.xml");
    new Benchmarks(arguments).run();
  }

  private void run() throws Exception {
    report.title("Figures");
    report.paragraph(
        "Written by `dev.hera.benchmarks.Benchmarks "
            + word(extent)
            + "`; [performance.md](performance.md) says what they mean and how to repeat them.");
    report.paragraph(Machine.describe(parent));
    for (Part part : parts) {
      Path directory = Files.createTempDirectory(parent, "hera-benchmark");
      try {
        run(part, directory);
      } finally {
        Scratch.delete(directory);
      }
      if (markdown != null) {
        report.write(markdown);
      }
    }
    System.out.println("benchmarks " + word(extent) + ": all " + parts.size() + " parts completed");
  }

  private void run(Part part, Path directory) throws Exception {
    switch (part) {
      case PEERS -> new Comparison(directory, comparison()).run(report);
      case SERVER -> new ServerComparison(server()).run(report);
      case COUNTS -> counts(directory).run(report);
      case CALLERS -> callers(directory).run(report);
      case SUBMISSION -> submission(directory).run(report);
      case GROWTH -> new Growth(directory, growth()).run(report);
      case METHODS -> methods().run(report);
    }
  }

  private Comparison.Sizes comparison() {
    return switch (extent) {
      case CHECK -> new Comparison.Sizes(100, 20, 0, 1);
      case SHORT -> new Comparison.Sizes(1_000, 200, 1, 1);
      case FULL -> new Comparison.Sizes(1_000, 200, 12, 7);
    };
  }

  private Comparison.Sizes server() {
    return switch (extent) {
      case CHECK -> new Comparison.Sizes(50, 10, 0, 1);
      case SHORT -> new Comparison.Sizes(1_000, 100, 0, 1);
      case FULL -> new Comparison.Sizes(1_000, 200, 1, 5);
    };
  }

  private Counts counts(Path directory) {
    return extent == Extent.CHECK
        ? new Counts(directory, 100, 20)
        : new Counts(directory, 1_000, 200);
  }

  private StatusChanges callers(Path directory) {
    return switch (extent) {
      case CHECK -> new StatusChanges(directory, 1, Duration.ofMillis(200));
      case SHORT -> new StatusChanges(directory, 2, Duration.ofSeconds(1));
      case FULL -> new StatusChanges(directory, 7, Duration.ofSeconds(2));
    };
  }

  private Submission submission(Path directory) {
    return switch (extent) {
      case CHECK -> new Submission(directory, List.of(200, 1_000), 1, 1);
      case SHORT -> new Submission(directory, List.of(1_000, 10_000), 1, 3);
      case FULL -> new Submission(directory, List.of(10_000, 100_000), 20, 5);
    };
  }

  private Growth.Sizes growth() {
    return switch (extent) {
      case CHECK -> new Growth.Sizes(List.of(100, 500), 500, 10_000, 1, 2);
      case SHORT -> new Growth.Sizes(List.of(1_000, 10_000), 1_000, 100_000, 2, 10);
      case FULL -> new Growth.Sizes(List.of(1_000, 10_000, 100_000), 10_000, 1_000_000, 5, 20);
    };
  }

  private Methods methods() {
    return switch (extent) {
      case CHECK -> new Methods(0, 1, 100);
      case SHORT -> new Methods(1, 2, 500);
      case FULL -> new Methods(3, 5, 1_000);
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
