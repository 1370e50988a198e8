package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Calls;
import dev.hera.launch.LauncherCalls;
import dev.hera.launch.Reviving;
import dev.hera.launch.Spawning;
import dev.hera.launch.WorkerStarts;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.Plan;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.verb.Backends;
import dev.hera.verb.BaseBranches;
import dev.hera.verb.Submission;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Projects;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator starts workers with.
 *
 * @param spawning starts a worker directly
 * @param reviving starts a new session of a worker
 * @param projects chooses where a worker is started
 * @param backends knows what a worker can be started with
 * @param bases asks for the branches that a worker is to stand on
 */
record Workers(
    Spawning spawning,
    Reviving reviving,
    Projects projects,
    Backends backends,
    BaseBranches bases) {

  /** The projects of all hosts. */
  private Projects projects(UnitOfWork unit) {
    return new Hosting(unit).projects(projects);
  }

  /** A plan that is to be added. */
  Submission submission(UnitOfWork unit, Acting acting, Plan plan) {
    return new Submission(unit, acting, plan, projects(unit), backends);
  }

  /**
   * Refuses an edit that names a project that no host has, or a backend that the launcher does not
   * know.
   */
  void check(UnitOfWork unit, NodeEdit edit) {
    if (edit.project() != null) {
      projects(unit).choose("project", edit.project(), null);
    }
    backends.check("", edit.options());
  }

  /**
   * @param starts null when there is no launcher
   */
  static Workers of(Calls calls, @Nullable WorkerStarts starts) {
    WorkerLauncher launcher = calls.units().launcher();
    LauncherCalls launcherCalls = starts == null ? null : starts.calls();
    LaunchSettings settings = calls.units().launchSettings();
    Projects projects = settings.projects();
    Backends backends = new Backends(launcher == null ? List.of() : launcher.backends());
    return new Workers(
        new Spawning(calls, launcherCalls, settings, projects, backends),
        new Reviving(calls, launcherCalls, settings),
        projects,
        backends,
        new BaseBranches(launcher));
  }
}
