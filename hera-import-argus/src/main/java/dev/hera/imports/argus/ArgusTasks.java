package dev.hera.imports.argus;

import dev.hera.imports.argus.ArgusTables.Row;
import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

  private static final String HANDOFF_NOTE = "handoff_note";
  private static final String NO_TASK = "its task is missing, and no binding tells of one";

  private final ArgusValues values;
  private final Map<String, Map<String, String>> meta = new HashMap<>();
  private final Map<String, Role> workers = new HashMap<>();
  private final List<Task> all = new ArrayList<>();
  private final Map<String, Bound> byId = new HashMap<>();

  ArgusTasks(ArgusTables tables, ArgusValues values, List<Role> roles, List<Row> bound) {
    this.values = values;
    List<Row> told = metaRows(tables);
    readMeta(told);
    readWorkers(roles, bound);
    readTasks(tables);
    bound.forEach(row -> byId.computeIfAbsent(id(row), id -> new Bound(lost(id, row), true)));
    told.forEach(this::tellOfLost);
  }

  private static List<Row> metaRows(ArgusTables tables) {
    return tables
        .rows("task_meta", List.of("task_id", "namespace", "key"), List.of("value"))
        .stream()
        .filter(row -> row.text("namespace").filter("hera"::equals).isPresent())
        .toList();
  }

  private void readMeta(List<Row> rows) {
    for (Row row : rows) {
      meta.computeIfAbsent(row.text("task_id").orElse(""), id -> new HashMap<>())
          .put(row.text("key").orElse(""), row.text("value").orElse(""));
    }
  }

  private void tellOfLost(Row meta) {
    String task = meta.text("task_id").orElse("");
    String key = meta.text("key").orElse("");
    if (byId.containsKey(task)) {
      return;
    }
    if (key.equals(HANDOFF_NOTE) && meta.given("value").isPresent()) {
      values.leaveOut("handoff notes", "handoff note of task " + task, NO_TASK);
    } else {
      values.note(Fate.LEFT_OUT, key + " of task " + task, "it is about a task that is missing");
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

  /** A row of tasks; its id may be missing, as SQLite lets a primary key of text be NULL. */
  private record Dated(Row row, Optional<String> id, Instant created) {
    String order() {
      return id.orElse("");
    }
  }

  private static String what(Row task) {
    return task.given("id")
        .map(id -> "task " + id)
        .orElseGet(() -> "task \"" + task.text("name").orElse("") + "\" (without an id)");
  }

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
      Instant created = values.neededInstant(row, "created_at", what(row));
      dated.add(new Dated(row, row.text("id"), created));
    }
    dated.stream()
        .sorted(Comparator.comparing(Dated::created).thenComparing(Dated::order))
        .forEach(this::add);
  }

  private void add(Dated dated) {
    Task task = task(dated);
    all.add(task);
    Bound bound = new Bound(task, false);
    if (dated.id().filter(id -> byId.putIfAbsent(id, bound) == null).isEmpty()) {
      values.note(Fate.KEPT, what(dated.row()), "taken without bindings: it has no id of its own");
    }
  }

  private TaskId next() {
    return new TaskId(all.size() + 1);
  }

  private Task task(Dated dated) {
    Row row = dated.row();
    String what = what(row);
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
        name(row.given("name").or(dated::id), what),
        clean(row.given("project"), what),
        status,
        status == TaskStatus.IN_REVIEW ? cause(dated.id()) : null,
        meta(dated.id(), "ready_to_close").filter("true"::equals).isPresent(),
        row.given("worktree").map(text -> values.worktree(text, what)).orElse(null),
        clean(row.given("branch"), what),
        clean(row.given("base_branch"), what),
        over ? SessionState.ENDED : SessionState.NONE,
        null,
        clean(meta(dated.id(), HANDOFF_NOTE), what),
        dated.created(),
        row.is("archived") ? ended.orElse(dated.created()) : null,
        null);
  }

  private @Nullable String clean(Optional<String> text, String what) {
    return text.map(given -> values.text(given, what)).orElse(null);
  }

  private String name(Optional<String> text, String what) {
    return values.text(text.filter(given -> !given.isBlank()).orElse("a task of argus"), what);
  }

  private Optional<String> meta(Optional<String> task, String key) {
    return task.map(meta::get)
        .flatMap(its -> Optional.ofNullable(its.get(key)))
        .filter(text -> !text.isBlank());
  }

  /** Hera may undo its own moves only (M18): those after a status, or after a session's end. */
  private ReviewCause cause(Optional<String> task) {
    return task.map(workers::get).map(ArgusTasks::cause).orElse(ReviewCause.APP);
  }

  private static ReviewCause cause(Role worker) {
    Status status = worker.status();
    return status != null && status.isFinal() ? ReviewCause.STATUS : ReviewCause.SESSION_ENDED;
  }

  /** What stands for a task that argus deleted while its binding tells of it. */
  private Task lost(String id, Row row) {
    String what = "task " + id;
    values.note(Fate.CHANGED, what, "made anew, archived: only its binding is left of it");
    Instant started = values.neededInstant(row, "started_at", what);
    Task task =
        new Task(
            next(),
            name(Optional.of(id), what),
            null,
            TaskStatus.PENDING,
            null,
            false,
            row.given("worktree_path").map(text -> values.worktree(text, what)).orElse(null),
            null,
            null,
            SessionState.ENDED,
            null,
            clean(meta(Optional.of(id), HANDOFF_NOTE), what),
            started,
            values.instant(row, "ended_at", what).orElse(started),
            null);
    all.add(task);
    return task;
  }

  private static String id(Row binding) {
    return binding.text("argus_task_id").orElse("");
  }

  /** The task of a row of bindings. */
  Bound bound(Row binding) {
    return Objects.requireNonNull(byId.get(id(binding)));
  }

  List<Task> all() {
    return List.copyOf(all);
  }
}
