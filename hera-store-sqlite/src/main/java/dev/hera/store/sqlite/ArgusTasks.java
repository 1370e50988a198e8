package dev.hera.store.sqlite;

import dev.hera.ImportReport.Fate;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.store.sqlite.ArgusTables.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks of an argus database, numbered from 1 in the order in which they were made. */
final class ArgusTasks {
  /** A binding's task, and whether argus had lost it. */
  record Bound(Task task, boolean missing) {}

  private final ArgusValues values;
  private final Map<String, Map<String, String>> meta = new HashMap<>();
  private final Map<String, Role> workers = new HashMap<>();
  private final Map<String, Bound> tasks = new LinkedHashMap<>();

  ArgusTasks(ArgusTables tables, ArgusValues values, List<Role> roles, List<Row> bound) {
    this.values = values;
    readMeta(tables);
    readWorkers(roles, bound);
    readTasks(tables);
    bound.forEach(row -> tasks.computeIfAbsent(id(row), id -> lost(id, row)));
  }

  private void readMeta(ArgusTables tables) {
    for (Row row :
        tables.rows("task_meta", List.of("task_id", "namespace", "key"), List.of("value"))) {
      if (row.text("namespace").orElse("").equals("hera")) {
        meta.computeIfAbsent(row.text("task_id").orElse(""), id -> new HashMap<>())
            .put(row.text("key").orElse(""), row.text("value").orElse(""));
      }
    }
  }

  /** The worker that each task was last bound to. */
  private void readWorkers(List<Role> roles, List<Row> bound) {
    Map<RoleId, Role> byId =
        roles.stream()
            .filter(role -> role.kind() == RoleKind.WORKER)
            .collect(Collectors.toMap(Role::id, Function.identity(), (first, next) -> first));
    bound.stream()
        .sorted(Comparator.comparingLong(row -> row.number("id")))
        .forEach(
            row -> {
              Role role = byId.get(new RoleId(row.number("role_id")));
              if (role != null) {
                workers.put(id(row), role);
              }
            });
  }

  private record Dated(String id, Instant created, Row row) {}

  private void readTasks(ArgusTables tables) {
    List<Dated> dated = new ArrayList<>();
    for (Row row :
        tables.rows(
            "tasks",
            List.of("id"),
            List.of(
                "name",
                "status",
                "project",
                "branch",
                "worktree",
                "archived",
                "base_branch",
                "created_at",
                "started_at",
                "ended_at"))) {
      String id = row.text("id").orElse("");
      dated.add(new Dated(id, values.neededInstant(row, "created_at", "task " + id), row));
    }
    dated.stream()
        .sorted(Comparator.comparing(Dated::created).thenComparing(Dated::id))
        .forEach(one -> tasks.put(one.id(), new Bound(task(one), false)));
  }

  private TaskId next() {
    return new TaskId(tasks.size() + 1);
  }

  private Task task(Dated dated) {
    Row row = dated.row();
    String what = "task " + dated.id();
    TaskStatus status =
        values.known(
            TaskStatus.values(),
            TaskStatus::wire,
            row.given("status").orElse(TaskStatus.PENDING.wire()),
            "task status");
    Optional<Instant> ended = values.instant(row, "ended_at", what);
    boolean over = ended.isPresent() || status.compareTo(TaskStatus.IN_REVIEW) >= 0;
    return new Task(
        next(),
        values.text(row.given("name").orElse(dated.id()), what),
        clean(row.given("project"), what),
        status,
        status == TaskStatus.IN_REVIEW ? cause(dated.id()) : null,
        meta(dated.id(), "ready_to_close").filter("true"::equals).isPresent(),
        row.given("worktree").map(text -> values.worktree(text, what)).orElse(null),
        clean(row.given("branch"), what),
        clean(row.given("base_branch"), what),
        over ? SessionState.ENDED : SessionState.NONE,
        null,
        clean(meta(dated.id(), "handoff_note"), what),
        dated.created(),
        row.is("archived") ? ended.orElse(dated.created()) : null);
  }

  private @Nullable String clean(Optional<String> text, String what) {
    return text.map(given -> values.text(given, what)).orElse(null);
  }

  private Optional<String> meta(String task, String key) {
    return Optional.ofNullable(meta.getOrDefault(task, Map.of()).get(key))
        .filter(text -> !text.isBlank());
  }

  /** Hera may undo its own moves only (M18): those after a status, or after a session's end. */
  private ReviewCause cause(String task) {
    Role worker = workers.get(task);
    if (worker == null) {
      return ReviewCause.APP;
    }
    Status status = worker.status();
    return status != null && status.isFinal() ? ReviewCause.STATUS : ReviewCause.SESSION_ENDED;
  }

  /** What stands for a task that argus deleted while its binding tells of it. */
  private Bound lost(String id, Row row) {
    String what = "task " + id;
    values.note(Fate.CHANGED, what, "made anew, archived: only its binding is left of it");
    Instant started = values.neededInstant(row, "started_at", what);
    Task task =
        new Task(
            next(),
            values.text(id.isBlank() ? "a lost task" : id, what),
            null,
            TaskStatus.PENDING,
            null,
            false,
            row.given("worktree_path").map(text -> values.worktree(text, what)).orElse(null),
            null,
            null,
            SessionState.ENDED,
            null,
            clean(meta(id, "handoff_note"), what),
            started,
            values.instant(row, "ended_at", what).orElse(started));
    return new Bound(task, true);
  }

  private static String id(Row binding) {
    return binding.text("argus_task_id").orElse("");
  }

  /** The task of a row of bindings. */
  Bound bound(Row binding) {
    return Objects.requireNonNull(tasks.get(id(binding)));
  }

  List<Task> all() {
    return tasks.values().stream().map(Bound::task).toList();
  }
}
