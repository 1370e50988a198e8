package dev.hera.launcher.git;

import dev.hera.spi.launcher.LaunchException;
import java.nio.file.Path;

/** A host whose files cannot grow, as on a full disk, says how the start of a worker ends. */
final class CrampedHost {
  private CrampedHost() {}

  public static void main(String[] arguments) {
    try (GitLauncher launcher =
        GitLauncher.builder(
                Path.of(arguments[0]), WorkerCommand.parse("/bin/true"), () -> Fixture.URL)
            .project(Project.of("shop", Path.of(arguments[1])))
            .build()) {
      Fixture.start(launcher, Fixture.request(1, "a"));
      System.out.println("started");
    } catch (LaunchException e) {
      System.out.println("LaunchException: " + e.getMessage());
    }
  }
}
