package dev.hera.benchmarks.method;

import dev.hera.benchmarks.report.Report;
import dev.hera.benchmarks.report.Table;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The pure rules, measured with JMH. */
public final class Methods {
  private final int forks;
  private final int iterations;
  private final TimeValue time;

  /**
   * @param forks how many processes measure each method; 0 measures in this one, which is quick and
   *     says little
   * @param iterations how often each warms up, and then how often it is measured
   */
  public Methods(int forks, int iterations, int millis) {
    this.forks = forks;
    this.iterations = iterations;
    this.time = TimeValue.milliseconds(millis);
  }

  public void run(Report report) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(Methods.class.getPackageName().replace(".", "\\.") + "\\..*")
            .forks(forks)
            .warmupIterations(iterations)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Table table = new Table(List.of("method", "average", "± (99.9 %)"));
    for (RunResult result : new Runner(options).run()) {
      table.row(row(result));
    }
    report.heading("Single methods");
    report.paragraph("JMH, " + forks + " forks, " + iterations + " iterations.");
    report.table(table);
  }

  private static List<String> row(RunResult result) {
    String method = result.getParams().getBenchmark();
    Result<?> primary = result.getPrimaryResult();
    String unit = primary.getScoreUnit().replace("/op", "");
    double error = primary.getScoreError();
    return List.of(
        method.substring(Methods.class.getPackageName().length() + 1),
        String.format(Locale.ROOT, "%.3f %s", primary.getScore(), unit),
        Double.isNaN(error) ? "unknown" : String.format(Locale.ROOT, "%.3f %s", error, unit));
  }
}
