package dev.hera.launcher.git;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.LaunchRequest;
import dev.hera.spi.Placement;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses branch and directory of a launch and creates nothing (G23): the branch is {@code
 * hera/<orchestrator>/<role>}; when that is another's, the launch's id is added, then its key.
 *
 * <p>What is on disk of a launch decides, so a later process gives the same answer. Until something
 * is, a choice is remembered here, so that two launches never get the same.
 */
final class Placements {
  private static final int LONGEST = 80;

  private final StateDirectory state;
  private final Projects projects;
  private final ConcurrentHashMap<String, LaunchKey> chosen = new ConcurrentHashMap<>();

  Placements(StateDirectory state, Projects projects) {
    this.state = state;
    this.projects = projects;
  }

  Placement place(LaunchRequest request) {
    Project project = projects.get(request.project());
    Optional<Site> site =
        state.launch(request.key()).site().filter(s -> s.project().equals(project.name()));
    return site.map(s -> new Placement(s.worktree().toString(), s.branch()))
        .orElseGet(() -> choose(request, project));
  }

  private Placement choose(LaunchRequest request, Project project) {
    String orchestrator = component(request.orchestrator());
    String role = component(request.role());
    String last = role + "-" + request.key();
    for (String name : List.of(role, role + "-" + request.id().value(), last)) {
      String branch = "hera/" + orchestrator + "/" + name;
      Path worktree =
          state.worktrees().resolve(component(project.name())).resolve(orchestrator).resolve(name);
      if (isFree(worktree, branch, project, request.key()) || name.equals(last)) {
        return new Placement(worktree.toString(), branch);
      }
    }
    throw new AssertionError("the last name is always given");
  }

  private boolean isFree(Path worktree, String branch, Project project, LaunchKey key) {
    return !Files.exists(worktree, LinkOption.NOFOLLOW_LINKS)
        && new Repository(project).findTip(branch).isEmpty()
        && isChosenFor(key, worktree.toString())
        && isChosenFor(key, project.commonDirectory() + " " + branch);
  }

  private boolean isChosenFor(LaunchKey key, String place) {
    return chosen.computeIfAbsent(place, free -> key).equals(key);
  }

  /** The text as one component of a branch's name and of a path. */
  static String component(String text) {
    String plain =
        text.replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[.-]+", "");
    String shortened = plain.substring(0, Math.min(LONGEST, plain.length()));
    String ended = shortened.replaceAll("(\\.lock)+$", "").replaceAll("\\.+$", "");
    return ended.isEmpty() ? "x" : ended;
  }
}
