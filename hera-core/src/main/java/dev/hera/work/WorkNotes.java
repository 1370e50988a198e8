package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.Orientation;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.Workplace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps what was found of somebody's work, and tells the coordinator what it should know (G17). */
public final class WorkNotes {
  private static final String FOUND = "found";

  private final UnitOfWork unit;

  public WorkNotes(UnitOfWork unit) {
    this.unit = unit;
  }

  /** Where the worker of a role works, as Hera noted it. */
  public Findings.Place placeOfWorker(RoleId role, Task task) {
    Launch launch = unit.facts().launchOf(task.id()).orElse(null);
    return new Findings.Place(
        role,
        task.id(),
        new Workplace(
            task.project(),
            task.worktree(),
            task.branch(),
            task.baseBranch(),
            launch == null ? null : launch.key(),
            true));
  }

  /** Where a coordinator works: only what it has checked out now counts. */
  public Findings.Place placeOfCoordinator(RoleId role, Task task) {
    return new Findings.Place(
        role,
        task.id(),
        new Workplace(
            task.project(), task.worktree(), task.branch(), task.baseBranch(), null, false));
  }

  public void note(Findings findings) {
    findings.all().forEach(this::note);
  }

  private void note(Findings.Place place, FoundWork work) {
    Optional<Task> task = unit.tx().tasks().find(place.task());
    if (task.isEmpty() || unit.tx().roles().find(place.role()).isEmpty()) {
      return;
    }
    Map<String, Object> changes = new HashMap<>();
    if (!work.base().equals(task.get().branch())) {
      unit.tx().tasks().update(task.get().withBranch(work.base()));
      changes.put("branch", work.base());
      new TaskChanges(unit).tellElsewhere(task.get(), place.role(), Map.copyOf(changes));
    }
    if (place.workplace().finished() && work.isRemarkable() && !isTold(place.role(), told(work))) {
      Role role = unit.facts().role(place.role());
      unit.mail().notifyCoordinator(role, Notices.workFound(role.name(), work));
      changes.put(FOUND, told(work));
    }
    if (!changes.isEmpty()) {
      new TaskChanges(unit).record(task.get(), place.role(), changes);
    }
  }

  private static String told(FoundWork work) {
    return work.uncommitted() + " " + Objects.requireNonNullElse(work.remark(), "");
  }

  private boolean isTold(RoleId role, String text) {
    List<Event> about = unit.eventsAbout(role);
    for (int i = about.size() - 1; i >= 0; i--) {
      String last = about.get(i).changes().get(FOUND);
      if (about.get(i).kind() == EventKind.TASK_CHANGED && last != null) {
        return last.equals(text);
      }
    }
    return false;
  }

  /** What a worker is told of the work that it stands on. */
  public List<Orientation.Note> notes(Findings findings) {
    return findings.all().entrySet().stream()
        .filter(entry -> entry.getKey().workplace().finished() && entry.getValue().isRemarkable())
        .map(entry -> note(entry.getKey().role(), entry.getValue()))
        .toList();
  }

  private Orientation.Note note(RoleId role, FoundWork work) {
    return new Orientation.Note(unit.facts().role(role).name(), work.uncommitted(), work.remark());
  }
}
