package dev.hera.launcher.git;

import java.nio.file.Path;

/** A host that starts one worker and waits to be killed. */
final class KilledHost {
  private KilledHost() {}

  public static void main(String[] arguments) throws InterruptedException {
    GitLauncher launcher =
        GitLauncher.builder(
                Path.of(arguments[0]), WorkerCommand.parse(arguments[2]), () -> Fixture.URL)
            .project(Project.of("shop", Path.of(arguments[1])))
            .build();
    Fixture.start(launcher, Fixture.request(1, "a"));
    Thread.currentThread().join();
  }
}
