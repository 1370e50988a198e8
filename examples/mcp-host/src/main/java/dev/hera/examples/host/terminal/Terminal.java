package dev.hera.examples.host.terminal;

import java.io.IOException;
import java.util.Map;

/** Tells whether a person sits at this command's input or output, and what the terminal can do. */
public final class Terminal {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;

  private Terminal() {}

  static boolean isInput() {
    return is(INPUT);
  }

  public static boolean isOutput() {
    return is(OUTPUT);
  }

  /** Whether the output is a terminal on which the cursor can be moved. */
  public static boolean isScreen() {
    return isOutput() && canMoveCursor(System.getenv());
  }

  /** Whether a terminal shows colours, and its user wants them (W9). */
  public static boolean hasColours() {
    return hasColours(System.getenv());
  }

  static boolean hasColours(Map<String, String> environment) {
    return canMoveCursor(environment) && !environment.containsKey("NO_COLOR");
  }

  /** One that does not say what it is, or that it is dumb, takes plain text only. */
  private static boolean canMoveCursor(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.equals("dumb");
  }

  /** Java itself can say it only of both together, and newer ones differ. */
  private static boolean is(int descriptor) {
    try {
      return new ProcessBuilder("/bin/sh", "-c", "test -t " + descriptor)
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
