package dev.hera.verb;

import dev.hera.error.CoordinatorExistsException;
import dev.hera.result.Membership;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.Optional;

/**
 * The embedding application as a coordinator: it is trusted, has no directory, and finds its way
 * back by name after a restart (V8).
 */
public final class Application {
  /** The name of the tasks that stand for the application itself. */
  static final String TASK_NAME = "application";

  private final UnitOfWork unit;

  public Application(UnitOfWork unit) {
    this.unit = unit;
  }

  /** The place of an orchestrator's coordinator; taken for the application when nobody has it. */
  public Membership coordinator(String name) {
    OpenVerbs verbs = new OpenVerbs(unit);
    Orchestrator orchestrator = new JoinVerbs(unit).active(name);
    return new OwnSessions(unit)
        .living(orchestrator)
        .map(place -> verbs.resumed(orchestrator, place.role(), place.binding()))
        .orElseGet(() -> verbs.takeOver(orchestrator, session(), vacant(name)));
  }

  private static OpenVerbs.Opening vacant(String name) {
    return new OpenVerbs.Opening(name, OpenVerbs.CHILD_COORDINATOR, null, null);
  }

  /** Opens an orchestrator, or goes on with one that the application itself coordinates. */
  public Membership open(OpenVerbs.Opening opening) {
    OpenVerbs verbs = new OpenVerbs(unit);
    Optional<Orchestrator> existing = unit.tx().orchestrators().findActive(opening.name());
    OwnSessions sessions = new OwnSessions(unit);
    Optional<OwnSessions.Place> place = existing.flatMap(sessions::living);
    if (place.isEmpty()) {
      return existing
          .map(orchestrator -> verbs.takeOver(orchestrator, session(), opening))
          .orElseGet(() -> verbs.create(session(), opening));
    }
    Orchestrator orchestrator = existing.orElseThrow();
    if (!sessions.isOwn(place.get().task())) {
      throw new CoordinatorExistsException(orchestrator.name(), place.get().role().name());
    }
    return verbs.resumed(orchestrator, place.get().role(), place.get().binding());
  }

  private Task session() {
    return new TaskChanges(unit).add(NewTask.named(TASK_NAME), TaskStatus.IN_PROGRESS);
  }
}
