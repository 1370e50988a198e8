package dev.hera.launcher.git;

import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host in whatever locale it is started in, with branches that have letters of their own. */
final class PlainHost {
  /** A branch, and one of a remote. */
  static final String BRANCH = "gr\u00f6\u00dfe";

  private PlainHost() {}

  /**
   * Says of each base whether it is found, and starts a worker on each.
   *
   * @param arguments the state directory and the repository
   */
  public static void main(String[] arguments) {
    try (GitLauncher launcher =
        GitLauncher.builder(
                Path.of(arguments[0]), WorkerCommand.parse("/bin/true"), () -> Fixture.URL)
            .project(Project.of("shop", Path.of(arguments[1])))
            .fanIn(FanIn.MERGE)
            .build()) {
      int id = 0;
      for (String base : List.of(BRANCH, "far-" + BRANCH, "no-" + BRANCH)) {
        FoundBase found = launcher.findBase("shop", base);
        System.out.println(found.getClass().getSimpleName());
        if (found instanceof FoundBase.At) {
          start(launcher, ++id, base);
        }
      }
      start(launcher, ++id, null);
    }
  }

  private static void start(GitLauncher launcher, int id, @Nullable String base) {
    LaunchRequest request =
        Fixture.request(
            id, "a" + id, 1, base, List.of(new BlockerBranch("b", "other-" + BRANCH)), "");
    Placement placement = launcher.place(request);
    System.out.println(launcher.prepare(request, placement).merged().size() + " merged");
    launcher.start(request, placement, Fixture.TOKEN);
    System.out.println("started");
  }
}
