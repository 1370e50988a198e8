package dev.hera.examples.host.terminal;

import java.io.IOException;

/** Tells whether a person sits at this command's input or output. */
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
