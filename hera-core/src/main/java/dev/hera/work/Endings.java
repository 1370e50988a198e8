package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.OutcomeRule;
import dev.hera.plan.WorkerEnd;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Names;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.vocabulary.Verb;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a node's worker ended, from what the history tells: the words of notices and of {@code
 * Participant.explain} (G12). Each cause that has a remedy of its own has words of its own.
 */
public final class Endings {
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_PATH = 1_000;

  private final Changes unit;

  public Endings(Changes unit) {
    this.unit = unit;
  }

  /** Why a role bears on its dependents as it does, as the end of a sentence about it. */
  public String because(Role role) {
    OutcomeRule rule = rule(role);
    if (rule == OutcomeRule.ENDED_WITHOUT_DONE) {
      return endOfPlace(role).orElse(rule.because());
    }
    if (rule != OutcomeRule.STOPPED_WITHOUT_DONE) {
      return rule.because();
    }
    Optional<WorkerEnd> end = end(role);
    return end.isPresent() ? end.get().because() : closedBy(role).orElse(rule.because());
  }

  /** The same in a few words. */
  String briefly(Role role) {
    Optional<WorkerEnd> end = end(role);
    return end.isPresent() ? end.get().briefly() : because(role);
  }

  /** What can be done about a role that failed, as a sentence. */
  public String remedy(Role role) {
    Optional<WorkerEnd> end = end(role);
    if (end.isPresent()) {
      return end.get().remedy(role.name(), canRevive(role));
    }
    return switch (rule(role)) {
      case REPORTED_FAILED ->
          "Write to it with "
              + Verb.SEND
              + "; when its session has ended, "
              + Verb.REVIVE
              + " (`roleName` "
              + role.name()
              + ") starts it again.";
      case STOPPED_WITHOUT_DONE ->
          "Only the application opens its task again; "
              + Verb.UNBLOCK
              + " lets what waits for it go on.";
      case ENDED_WITHOUT_DONE, TASK_MISSING ->
          "It cannot be revived: plan another node for its work, or go on without it ("
              + Verb.UNBLOCK
              + ").";
      case CANCELLED_NODE, PRUNED, REPORTED_DONE, LIVE_COORDINATOR, NEVER_STARTED, AT_WORK -> "";
    };
  }

  /** How the session of a worker ended that counts as failed for it. */
  public Optional<WorkerEnd> end(Role role) {
    Optional<Task> task =
        unit.facts().liveBinding(role.id()).flatMap(live -> unit.tx().tasks().find(live.task()));
    if (rule(role) != OutcomeRule.STOPPED_WITHOUT_DONE
        || task.filter(one -> one.reviewCause() == ReviewCause.SESSION_ENDED).isEmpty()) {
      return Optional.empty();
    }
    Integer exitCode = task.get().exitCode();
    return Optional.of(
        last(role, EventKind.SESSION_ENDED)
            .map(event -> of(event.changes(), role.status()))
            .orElseGet(
                () -> new WorkerEnd(true, role.status(), exitCode, null, false, null, null, null)));
  }

  private OutcomeRule rule(Role role) {
    return OutcomeRule.of(unit.facts().node(role));
  }

  private boolean canRevive(Role role) {
    return unit.facts()
        .launch(role.id())
        .filter(
            launch ->
                unit.facts()
                    .liveBinding(role.id())
                    .filter(live -> live.id().equals(launch.binding()))
                    .isPresent())
        .isPresent();
  }

  private Optional<String> endOfPlace(Role role) {
    return unit.facts().lastStart(role.id()).map(Binding::endReason).map(Endings::sentence);
  }

  private static String sentence(EndReason reason) {
    return switch (reason) {
      case TASK_DELETED -> "the application closed its task before it reported done";
      case TASK_MISSING -> "its task or its worktree was removed before it reported done";
      case MOVED -> "it left for another orchestrator before it reported done";
      case REBOUND, SUPERSEDED -> "another session took its place and then left it";
      case RELEASED -> "its place was given up before it reported done";
      case LAUNCH_FAILED -> "its start failed";
    };
  }

  private Optional<String> closedBy(Role role) {
    Task task =
        unit.facts()
            .liveBinding(role.id())
            .flatMap(live -> unit.tx().tasks().find(live.task()))
            .orElse(null);
    if (task == null) {
      return Optional.empty();
    }
    if (task.status() != TaskStatus.COMPLETE) {
      return task.reviewCause() == ReviewCause.APP
          ? Optional.of("the application moved its task to review before it reported done")
          : Optional.empty();
    }
    boolean byRole =
        last(role, EventKind.TASK_CHANGED).map(Event::actor).filter(Objects::nonNull).isPresent();
    return Optional.of(
        byRole
            ? "its work was accepted before it reported done"
            : "the application closed its task before it reported done");
  }

  private Optional<Event> last(Role role, EventKind kind) {
    return unit.eventsAbout(role.id()).stream()
        .filter(event -> event.kind() == kind)
        .reduce((first, second) -> second);
  }

  /** What the history keeps of an end. */
  public static Map<String, Object> changes(SessionEnd end, boolean called) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("called", called);
    end.exitCode().ifPresent(code -> changes.put("exit_code", code));
    end.signal().ifPresent(signal -> changes.put("signal", signal));
    if (end.stopped()) {
      changes.put("stopped", true);
    }
    Optional.ofNullable(end.ran()).ifPresent(ran -> changes.put("ran_ms", ran.toMillis()));
    putLine(changes, "log", end.log(), LONGEST_PATH);
    putLine(changes, "last_line", end.lastLine(), LONGEST_LINE);
    return changes;
  }

  /** An end as the host's log tells it. */
  public static String inLog(SessionEnd end, boolean called, @Nullable Status status) {
    return of(texts(changes(end, called)), status).because();
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((field, value) -> texts.put(field, String.valueOf(value)));
    return texts;
  }

  private static void putLine(
      Map<String, Object> changes, String field, @Nullable String text, int longest) {
    String line = text == null ? "" : Names.plainLine(text, longest);
    if (!line.isEmpty()) {
      changes.put(field, line);
    }
  }

  private static WorkerEnd of(Map<String, String> changes, @Nullable Status status) {
    OptionalInt exitCode = number(changes, "exit_code");
    OptionalInt signal = number(changes, "signal");
    return new WorkerEnd(
        Boolean.parseBoolean(changes.get("called")),
        status,
        exitCode.isPresent() ? exitCode.getAsInt() : null,
        signal.isPresent() ? signal.getAsInt() : null,
        Boolean.parseBoolean(changes.get("stopped")),
        changes.containsKey("ran_ms")
            ? Duration.ofMillis(Long.parseLong(changes.get("ran_ms")))
            : null,
        changes.get("log"),
        changes.get("last_line"));
  }

  private static OptionalInt number(Map<String, String> changes, String field) {
    String number = changes.get(field);
    return number == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
  }
}
