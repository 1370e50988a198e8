package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.Reasons;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A git call that had to succeed did not. Its message has no absolute paths. */
public final class GitFailedException extends RuntimeException {
  /** Progress, advice for people at a terminal, and what git says when all goes well. */
  private static final Pattern NOISE =
      Pattern.compile(
          "hint:.*|Preparing worktree.*|HEAD is now at .*|Updating files:.*|Filtering content:.*"
              + "|Switched to .*|Aborting");

  private static final int MOST_LINES = 12;

  private static final String NOT_TRUSTED = "detected dubious ownership";

  private final boolean permanent;

  public GitFailedException(String message) {
    this(message, false);
  }

  private GitFailedException(String message, boolean permanent) {
    super(message);
    this.permanent = permanent;
  }

  /** Whether no repetition can mend it. */
  public boolean isPermanent() {
    return permanent;
  }

  /** Whether git refused because of whom the repository belongs to. */
  static boolean isNotTrusted(String errors) {
    return errors.contains(NOT_TRUSTED);
  }

  /** A call that ended with something else than 0; all lines that matter are kept. */
  public static GitFailedException of(String verb, int exitCode, String errors) {
    if (isNotTrusted(errors)) {
      return new GitFailedException(
          "git does not trust the repository, because somebody else owns it; allow it with: git"
              + " config --global --add safe.directory, and the repository's directory",
          true);
    }
    List<String> lines =
        errors
            .lines()
            .flatMap(line -> List.of(line.split("\r", -1)).stream())
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
            .distinct()
            .toList();
    String cause =
        lines.stream()
            .skip(Math.max(0, lines.size() - MOST_LINES))
            .map(Reasons::withoutPaths)
            .collect(Collectors.joining("; "));
    return new GitFailedException(
        "git " + verb + " failed: " + (cause.isEmpty() ? "exit code " + exitCode : cause));
  }
}
