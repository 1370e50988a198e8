package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.ProjectLocation;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses branch and directory of a launch and creates nothing (G23): the branch is {@code
 * hera/<orchestrator>/<role>}, or {@code hera-<orchestrator>/<role>} beside a branch that is called
 * {@code hera} or {@code hera/<orchestrator>}; when that is another's, the launch's id is added,
 * then its key.
 *
 * <p>What is on disk of a launch decides, so a later process gives the same answer. Until something
 * is, a choice is remembered here, so that two launches never get the same.
 */
public final class Placements {
  private static final int LONGEST = 80;

  private final StateDirectory state;
  private final RegisteredProjects projects;
  private final ConcurrentHashMap<String, LaunchKey> chosen = new ConcurrentHashMap<>();

  public Placements(StateDirectory state, RegisteredProjects projects) {
    this.state = state;
    this.projects = projects;
  }

  public Placement place(LaunchRequest request) {
    ProjectLocation project = projects.get(request.project());
    Optional<WorktreeRecord> made =
        state
            .launch(request.key())
            .worktreeRecord()
            .filter(s -> s.project().equals(project.name()));
    return made.map(s -> new Placement(s.worktree().toString(), s.branch()))
        .orElseGet(() -> choose(request, project));
  }

  private Placement choose(LaunchRequest request, ProjectLocation project) {
    String orchestrator = component(request.orchestrator());
    String role = component(request.role());
    Path directory = state.worktrees().resolve(component(project.name())).resolve(orchestrator);
    List<String> taken = new Repository(project).branches();
    for (String prefix : List.of("hera/" + orchestrator, "hera-" + orchestrator)) {
      for (String name : List.of(role, role + "-" + request.id().value())) {
        Placement placement =
            new Placement(directory.resolve(name).toString(), prefix + "/" + name);
        if (isFree(placement, taken, project, request.key())) {
          return placement;
        }
      }
    }
    String last = role + "-" + request.key();
    String branch = "hera/" + orchestrator + "/" + last;
    return new Placement(
        directory.resolve(last).toString(),
        conflicts(branch, taken) ? "hera-" + orchestrator + "-" + last : branch);
  }

  private boolean isFree(
      Placement placement, List<String> taken, ProjectLocation project, LaunchKey key) {
    String worktree = Objects.requireNonNull(placement.worktree());
    String branch = Objects.requireNonNull(placement.branch());
    return !Files.exists(Path.of(worktree), LinkOption.NOFOLLOW_LINKS)
        && !conflicts(branch, taken)
        && isChosenFor(key, worktree)
        && isChosenFor(key, project.commonDirectory() + " " + branch);
  }

  /**
   * Whether git could not make a branch beside those that are there, because a name is the same or
   * a directory of the other one. Letter case makes no difference on some disks.
   */
  private static boolean conflicts(String branch, List<String> taken) {
    String own = branch.toLowerCase(Locale.ROOT);
    return taken.stream()
        .map(other -> other.toLowerCase(Locale.ROOT))
        .anyMatch(
            other ->
                own.equals(other) || own.startsWith(other + "/") || other.startsWith(own + "/"));
  }

  private boolean isChosenFor(LaunchKey key, String place) {
    return chosen.computeIfAbsent(place.toLowerCase(Locale.ROOT), free -> key).equals(key);
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
