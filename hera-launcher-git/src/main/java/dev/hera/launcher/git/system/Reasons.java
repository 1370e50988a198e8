package dev.hera.launcher.git.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system or git said, in words that name no path of the host. */
public final class Reasons {
  private static final Pattern ABSOLUTE_PATH = Pattern.compile("(?<![\\w.-])/[^\\s'\"]+");
  private static final Pattern SYSTEM_ERROR = Pattern.compile("error=\\d+, (.+)$");

  private Reasons() {}

  /** Why an operation on a file or a process failed. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "a file or directory is missing";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return withoutPaths(file.getReason());
    }
    String message = String.valueOf(e.getMessage());
    Matcher system = SYSTEM_ERROR.matcher(message);
    return withoutPaths(system.find() ? system.group(1) : message);
  }

  public static String of(UncheckedIOException e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : of(e.getCause());
  }

  public static String withoutPaths(String text) {
    return ABSOLUTE_PATH.matcher(text).replaceAll("(path)");
  }
}
