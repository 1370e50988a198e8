package dev.hera.examples.hosts;

import dev.hera.Hera;
import java.io.IOException;

/** The second host, a process of its own: it leads nothing, and starts the workers of the page. */
final class WebHost {
  static final String READY = "web: ready";

  private WebHost() {}

  /** Runs until its standard input ends; the argument is the URL of the database. */
  public static void main(String[] arguments) throws IOException {
    try (Hera hera = TwoHosts.open(arguments[0], "web")) {
      hera.tick(); // registers the host, whose project plans may name from now on
      hera.start();
      System.out.println(READY);
      while (System.in.read() >= 0) {
        // What is said to it does not matter.
      }
    }
  }
}
