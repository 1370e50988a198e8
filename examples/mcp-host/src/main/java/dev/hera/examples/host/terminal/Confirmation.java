package dev.hera.examples.host.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Lets a command go on only when the operator said so, beforehand or when asked. */
public final class Confirmation {
  private static final Set<String> YES = Set.of("y", "yes");

  @Option(names = "--yes", description = "go on without being asked")
  private boolean yes;

  /**
   * Whether to go on.
   *
   * @throws CannotRunException when nobody can be asked
   */
  public boolean isGiven(PrintWriter out, String question) {
    if (yes) {
      return true;
    }
    out.flush();
    if (!Terminal.isInput()) {
      throw CannotRunException.usage("nothing was changed; add --yes to go on");
    }
    out.print(question + " [y/N] ");
    out.flush();
    boolean given = YES.contains(answer().strip().toLowerCase(Locale.ROOT));
    if (!given) {
      out.println("Nothing was changed");
      out.flush();
    }
    return given;
  }

  private static String answer() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }
}
