package dev.hera.work;

import dev.hera.role.Names;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.spi.launcher.Workplace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a launcher found where those worked on whose work others stand (G17). */
public final class Findings {
  private static final Logger log = LoggerFactory.getLogger(Findings.class);

  /** Nothing was looked at: what Hera noted counts. */
  public static final Findings NONE = new Findings(Map.of());

  /** Somebody's place of work. */
  public record Place(RoleId role, TaskId task, Workplace workplace) {}

  private final Map<Place, FoundWork> found;

  private Findings(Map<Place, FoundWork> found) {
    this.found = found;
  }

  /** Asks the launcher; to be called outside of transactions. */
  public static Findings look(WorkerLauncher launcher, List<Place> places) {
    Map<Place, FoundWork> found = new HashMap<>();
    for (Place place : places) {
      look(launcher, place).ifPresent(work -> found.put(place, work));
    }
    return new Findings(found);
  }

  private static Optional<FoundWork> look(WorkerLauncher launcher, Place place) {
    try {
      return launcher.look(place.workplace()).map(Findings::checked);
    } catch (Throwable e) {
      log.warn("The work of task {} could not be looked at", place.task().value(), e);
      return Optional.empty();
    }
  }

  private static FoundWork checked(FoundWork work) {
    String remark = work.remark();
    return new FoundWork(
        Names.requireLine("the launcher's branch", work.base()),
        work.uncommitted(),
        remark == null ? null : Names.wellFormed(remark));
  }

  public Map<Place, FoundWork> all() {
    return found;
  }

  /** The branch or commit on which a task's work stands. */
  public Optional<String> base(Task task) {
    return found.entrySet().stream()
        .filter(entry -> entry.getKey().task().equals(task.id()))
        .map(entry -> entry.getValue().base())
        .findFirst()
        .or(() -> Optional.ofNullable(task.branch()));
  }
}
