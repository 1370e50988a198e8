package dev.hera.examples.host.server;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.launcher.git.Project;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The git repositories that {@code --project NAME=DIR} names. */
public final class Repositories {
  private Repositories() {}

  /**
   * The named projects; without any, the repository of the current directory.
   *
   * @throws dev.hera.launcher.git.SetupException when there is no git or no such repository
   */
  public static List<Project> find(@Nullable List<String> options) {
    return options == null || options.isEmpty()
        ? List.of(current(Path.of("").toAbsolutePath()))
        : options.stream().map(Repositories::parse).toList();
  }

  private static Project current(Path directory) {
    Path top = Project.of("here", directory).directory();
    Path name = top.getFileName();
    return Project.of(name == null ? "root" : name.toString(), top);
  }

  private static Project parse(String option) {
    int separator = option.indexOf('=');
    if (separator < 1 || separator == option.length() - 1) {
      throw CannotRunException.usage("--project needs NAME=DIR, for instance shop=/home/me/shop");
    }
    try {
      return Project.of(
          option.substring(0, separator).strip(), Path.of(option.substring(separator + 1)));
    } catch (InvalidPathException e) {
      throw new CannotRunException(ExitCode.USAGE, "--project does not name a directory", e);
    }
  }
}
