package dev.hera;

import dev.hera.role.Caller;
import dev.hera.role.Names;
import dev.hera.role.NewTask;
import dev.hera.role.Required;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.verb.Archiving;
import dev.hera.verb.StatusVerbs;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitsOfWork;
import java.util.OptionalInt;

/**
 * What an application tells of the agent sessions that it runs itself (M9-M11, M18); one of {@link
 * Hera#tasks}. Thread-safe.
 */
public final class AppTasks {
  private final UnitsOfWork units;

  AppTasks(UnitsOfWork units) {
    this.units = units;
  }

  /**
   * Registers a session of the app's as a task in progress, so that it may call.
   *
   * @return who it is in the calls that the app makes for it
   */
  public Caller register(NewTask task) {
    Names.requireText("name", Required.given("task", task).name());
    TaskId id = units.write(unit -> new TaskChanges(unit).add(task, TaskStatus.IN_PROGRESS).id());
    return Caller.task(id);
  }

  /**
   * The app, or a person, sets how far a task is; Hera's own rules never undo it.
   *
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void setStatus(TaskId task, TaskStatus status) {
    Required.given("task", task);
    Required.given("status", status);
    units.change(unit -> new StatusVerbs(unit).setByApp(task, status));
  }

  /**
   * A task is no more: its bindings end. A second call does nothing.
   *
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void archive(TaskId task) {
    Required.given("task", task);
    units.change(unit -> new Archiving(unit).task(task));
  }

  /**
   * The session of a task runs; a launch's worker is connected by it.
   *
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void sessionStarted(TaskId task) {
    Required.given("task", task);
    units.change(unit -> new StatusVerbs(unit).sessionStarted(task));
  }

  /**
   * The session of a task ended.
   *
   * @param exitCode empty when unknown
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void sessionEnded(TaskId task, OptionalInt exitCode) {
    Required.given("task", task);
    Required.given("exitCode", exitCode);
    units.change(unit -> new StatusVerbs(unit).sessionEnded(task, SessionEnd.of(exitCode)));
  }
}
