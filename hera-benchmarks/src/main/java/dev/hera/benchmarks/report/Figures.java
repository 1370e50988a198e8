package dev.hera.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Figures as they are shown: three digits, and no more than is known. */
public final class Figures {
  private Figures() {}

  public static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  public static String perSecond(double rate) {
    return digits(rate) + "/s";
  }

  public static String millis(double millis) {
    return digits(millis) + " ms";
  }

  public static String times(double ratio) {
    return digits(ratio) + " ×";
  }

  public static String mebibytes(double mebibytes) {
    return digits(mebibytes) + " MiB";
  }

  private static String digits(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3f", value);
  }
}
