package dev.hera.launcher.git;

import java.util.regex.Pattern;

/** A git call that had to succeed did not. Its message is one sentence without absolute paths. */
final class GitFailedException extends RuntimeException {
  private static final Pattern ABSOLUTE_PATH = Pattern.compile("(?<![\\w.-])/[^\\s'\"]+");

  GitFailedException(String message) {
    super(message);
  }

  /** A call that ended with something else than 0. */
  static GitFailedException of(String verb, int exitCode, String errors) {
    String cause =
        errors
            .lines()
            .filter(line -> line.startsWith("fatal:") || line.startsWith("error:"))
            .reduce((first, last) -> last)
            .orElse("exit code " + exitCode);
    String shown = ABSOLUTE_PATH.matcher(cause).replaceAll("(path)");
    return new GitFailedException("git " + verb + " failed: " + shown);
  }
}
