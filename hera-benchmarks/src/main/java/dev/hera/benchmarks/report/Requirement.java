package dev.hera.benchmarks.report;

import java.util.function.DoubleFunction;

/** What a figure is required to be, and whether it is. */
public final class Requirement {
  private Requirement() {}

  /** The line for a figure that is required to be at most so much. */
  public static String atMost(
      String what, double found, double most, DoubleFunction<String> shown) {
    return "required: "
        + what
        + " at most "
        + shown.apply(most)
        + ": "
        + shown.apply(found)
        + ", "
        + (found <= most ? "reached" : "NOT REACHED");
  }
}
