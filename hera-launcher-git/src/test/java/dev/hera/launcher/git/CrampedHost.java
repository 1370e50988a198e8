package dev.hera.launcher.git;

import dev.hera.spi.launcher.LaunchException;
import java.nio.file.Path;
import java.util.List;

/**
 * A host whose files cannot grow, as on a full disk, says how the start of a worker ends, or how a
 * look for one.
 */
final class CrampedHost {
  private CrampedHost() {}

  /**
   * Starts, or looks.
   *
   * @param arguments the state directory, and for a start the repository and how many characters
   *     the worker's prompt has
   */
  public static void main(String[] arguments) {
    GitLauncherBuilder builder =
        GitLauncher.builder(
            Path.of(arguments[0]), WorkerCommand.parse("/bin/true"), () -> Fixture.URL);
    if (arguments.length == 1) {
      try (GitLauncher launcher = builder.build()) {
        System.out.println(launcher.find(Fixture.key(1)));
      }
    } else {
      builder.project(Project.of("shop", Path.of(arguments[1])));
      System.out.println(start(builder, "x".repeat(Integer.parseInt(arguments[2]))));
    }
  }

  private static String start(GitLauncherBuilder builder, String prompt) {
    try (GitLauncher launcher = builder.build()) {
      Fixture.start(launcher, Fixture.request(1, "a", 1, "main", List.of(), prompt));
      return "started";
    } catch (LaunchException e) {
      return "LaunchException: " + e.getMessage();
    }
  }
}
