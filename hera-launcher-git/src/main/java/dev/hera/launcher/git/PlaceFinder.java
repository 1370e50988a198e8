package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.worktree.Placements;
import dev.hera.launcher.git.worktree.WorkLook;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Workplace;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds places: where a launch goes, the commit that a base names, and what was done at a place
 * (G17, G23). Makes nothing. Thread-safe.
 */
final class PlaceFinder {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceFinder.class);

  private final StateDirectory state;
  private final RegisteredProjects projects;
  private final Placements placements;

  PlaceFinder(StateDirectory state, RegisteredProjects projects) {
    this.state = state;
    this.projects = projects;
    this.placements = new Placements(state, projects);
  }

  /**
   * Branch and directory of a launch.
   *
   * @throws LaunchException when it can have none, or no commit to stand on
   */
  Placement place(LaunchRequest request) {
    try {
      Repository repository = new Repository(projects.get(request.project()));
      Placement placement = placements.place(request);
      if (!state.launch(request.key()).wasUsed()) {
        repository.baseCommit(request.baseBranch());
      }
      return placement;
    } catch (GitFailedException e) {
      throw LaunchFailure.of(e);
    }
  }

  /** The commit that a base names, as far as it can be told. */
  FoundBase findBase(@Nullable String project, String branch) {
    try {
      return new Repository(projects.get(project)).findBase(branch);
    } catch (LaunchException | UncheckedIOException | GitFailedException e) {
      LOG.debug("a base branch cannot be judged", e);
      return new FoundBase.Unknown();
    }
  }

  /** What was done at a place, if its project is known. */
  Optional<FoundWork> look(Workplace place) {
    try {
      Repository repository = new Repository(projects.get(place.project()));
      LaunchFiles files = place.key() == null ? null : state.launch(place.key());
      return WorkLook.at(place, repository, files);
    } catch (LaunchException e) {
      return Optional.empty();
    }
  }
}
