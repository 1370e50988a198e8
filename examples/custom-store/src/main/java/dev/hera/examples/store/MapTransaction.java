package dev.hera.examples.store;

import dev.hera.history.Event;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Answer;
import dev.hera.spi.Answers;
import dev.hera.spi.Bindings;
import dev.hera.spi.Edges;
import dev.hera.spi.Events;
import dev.hera.spi.Gates;
import dev.hera.spi.Holds;
import dev.hera.spi.IdKind;
import dev.hera.spi.Launches;
import dev.hera.spi.Messages;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.Roles;
import dev.hera.spi.Tasks;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hera's rows in sorted maps: the definitions of the tables, and the questions asked of them. */
final class MapTransaction implements Transaction {
  /** The next id of a kind. */
  record Counter(String kind, long next) {}

  /** How far a role has read. */
  record Position(RoleId role, MessageId cursor) {}

  private static final Table<Counter> COUNTERS =
      new Table<>("counters", Counter.class, row -> Key.of(row.kind()));

  private static final Table<Orchestrator> ORCHESTRATORS =
      new Table<>("orchestrators", Orchestrator.class, row -> id(row.id()))
          .unique("name", row -> row.isActive() ? Key.of(row.name()) : null)
          .sorted("active", row -> row.isActive() ? "" : null)
          .sorted("parent", row -> row.parent() == null ? null : id(row.parent()));

  private static final Table<Role> ROLES =
      new Table<>("roles", Role.class, row -> id(row.id()))
          .unique("name", row -> row.isActive() ? name(row.orchestrator(), row.name()) : null)
          .sorted("active", row -> row.isActive() ? id(row.orchestrator()) : null)
          .sorted("kind", row -> row.isActive() ? kind(row.orchestrator(), row.kind()) : null);

  private static final Table<Task> TASKS =
      new Table<>("tasks", Task.class, row -> id(row.id()))
          .sorted(
              "worktree",
              row -> row.isActive() && row.worktree() != null ? Key.of(row.worktree()) : null);

  private static final Table<Binding> BINDINGS =
      new Table<>("bindings", Binding.class, row -> Key.of(row.id().value()))
          .unique("liveRole", row -> row.isLive() ? id(row.role()) : null)
          .unique("liveTask", row -> row.isLive() ? id(row.orchestrator()) + id(row.task()) : null)
          .unique(
              "liveWorktree",
              row ->
                  row.isLive() && row.worktree() != null
                      ? name(row.orchestrator(), row.worktree())
                      : null)
          .unique(
              "liveCoordinator",
              (maps, row) ->
                  row.isLive() && isCoordinator(maps, row.role()) ? id(row.orchestrator()) : null)
          .sorted("role", row -> id(row.role()))
          .sorted("task", row -> id(row.task()))
          .sorted("orchestrator", row -> id(row.orchestrator()))
          .sorted("live", row -> row.isLive() ? id(row.orchestrator()) : null);

  private static final Table<Edge> EDGES =
      new Table<>("edges", Edge.class, row -> id(row.blocked()) + id(row.blocker()))
          .sorted("blocker", row -> id(row.blocker()))
          .sorted("orchestrator", row -> id(row.orchestrator()));

  private static final Table<Gate> GATES =
      new Table<>("gates", Gate.class, row -> id(row.role()))
          .sorted("orchestrator", row -> id(row.orchestrator()));

  private static final Table<Launch> LAUNCHES =
      new Table<>("launches", Launch.class, row -> Key.of(row.id().value()))
          .unique("role", row -> id(row.role()))
          .unique("key", row -> Key.of(row.key().value()))
          .sorted("due", row -> row.due() == null ? null : Key.of(row.due()))
          .sorted("orchestrator", row -> id(row.orchestrator()) + id(row.role()))
          .sorted("state", row -> Key.of(row.state()) + id(row.role()))
          .sorted("place", row -> row.occupiesPlace() ? id(row.orchestrator()) : null);

  private static final Table<WorkerToken> TOKENS =
      new Table<>("tokens", WorkerToken.class, row -> Key.of(row.hash()));

  private static final Table<Hold> HOLDS =
      new Table<>("holds", Hold.class, row -> Key.of(row.id().value()))
          .unique("place", row -> row.closed() == null ? place(row) : null)
          .sorted("node", row -> id(row.node()))
          .sorted("open", row -> row.closed() == null ? id(row.node()) : null)
          .sorted(
              "untold", row -> row.closed() == null && !row.told() ? id(row.orchestrator()) : null);

  private static final Table<Message> MESSAGES =
      new Table<>("messages", Message.class, row -> id(row.id()))
          .sorted("unread", row -> row.read() == null ? id(row.recipient()) : null)
          .sorted("sent", row -> row.notice() ? null : id(row.sender()) + Key.of(row.sent()))
          .sorted("orchestrator", row -> id(row.orchestrator()));

  private static final Table<Position> CURSORS =
      new Table<>("cursors", Position.class, row -> id(row.role()));

  private static final Table<Event> EVENTS =
      new Table<>("events", Event.class, row -> Key.of(row.sequence()))
          .sorted("orchestrator", row -> row.orchestrator() == null ? null : id(row.orchestrator()))
          .sorted("subject", row -> row.subject() == null ? null : id(row.subject()));

  private static final Table<Answer> ANSWERS =
      new Table<>("answers", Answer.class, row -> answer(row.role(), row.verb(), row.key()))
          .sorted("created", row -> Key.of(row.created()));

  private final Maps maps;

  MapTransaction(Maps maps) {
    this.maps = maps;
  }

  /** The names of all maps. */
  static List<String> maps() {
    return Stream.of(
            COUNTERS,
            ORCHESTRATORS,
            ROLES,
            TASKS,
            BINDINGS,
            EDGES,
            GATES,
            LAUNCHES,
            TOKENS,
            HOLDS,
            MESSAGES,
            CURSORS,
            EVENTS,
            ANSWERS)
        .flatMap(table -> table.maps().stream())
        .toList();
  }

  private static String id(OrchestratorId id) {
    return Key.of(id.value());
  }

  private static String id(RoleId id) {
    return Key.of(id.value());
  }

  private static String id(TaskId id) {
    return Key.of(id.value());
  }

  private static String id(MessageId id) {
    return Key.of(id.value());
  }

  private static String name(OrchestratorId orchestrator, String name) {
    return Key.of(orchestrator.value(), name);
  }

  private static String kind(OrchestratorId orchestrator, RoleKind kind) {
    return Key.of(orchestrator.value(), kind);
  }

  private static boolean isCoordinator(Maps maps, RoleId role) {
    return ROLES
        .find(maps, id(role))
        .filter(found -> found.kind() == RoleKind.COORDINATOR)
        .isPresent();
  }

  private static String place(Hold row) {
    RoleId blocker = row.blocker();
    return id(row.node()) + (blocker == null ? "-" : id(blocker)) + Key.of(row.reason());
  }

  private static String answer(@Nullable RoleId role, String verb, String key) {
    return (role == null ? "-" : id(role)) + Key.of(verb, key);
  }

  @Override
  public long takeIds(IdKind kind, int count) {
    maps.changing(
        () -> {
          if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; take at least one id");
          }
        });
    long next = COUNTERS.find(maps, Key.of(kind.name())).map(Counter::next).orElse(1L);
    COUNTERS.put(maps, new Counter(kind.name(), next + count));
    return next;
  }

  @Override
  public Orchestrators orchestrators() {
    return new Orchestrators() {
      @Override
      public void insert(Orchestrator orchestrator) {
        ORCHESTRATORS.insert(maps, orchestrator);
      }

      @Override
      public void update(Orchestrator orchestrator) {
        ORCHESTRATORS.update(maps, orchestrator);
      }

      @Override
      public Optional<Orchestrator> find(OrchestratorId id) {
        return ORCHESTRATORS.find(maps, id(id));
      }

      @Override
      public Optional<Orchestrator> findActive(String name) {
        return ORCHESTRATORS.find(maps, "name", Key.of(name));
      }

      @Override
      public List<Orchestrator> listActive() {
        return ORCHESTRATORS.list(maps, "active", "");
      }

      @Override
      public List<Orchestrator> listChildren(OrchestratorId parent) {
        return ORCHESTRATORS.list(maps, "parent", id(parent));
      }
    };
  }

  @Override
  public Roles roles() {
    return new Roles() {
      @Override
      public void insert(Collection<Role> roles) {
        ROLES.insertAll(maps, roles);
      }

      @Override
      public void update(Role role) {
        ROLES.update(maps, role);
      }

      @Override
      public Optional<Role> find(RoleId id) {
        return ROLES.find(maps, id(id));
      }

      @Override
      public Optional<Role> findActive(OrchestratorId orchestrator, String name) {
        return ROLES.find(maps, "name", name(orchestrator, name));
      }

      @Override
      public List<Role> listActive(OrchestratorId orchestrator) {
        return ROLES.list(maps, "active", id(orchestrator));
      }

      @Override
      public List<Role> listActive(OrchestratorId orchestrator, RoleKind kind) {
        return ROLES.list(maps, "kind", kind(orchestrator, kind));
      }

      @Override
      public List<Role> listActive(OrchestratorId orchestrator, Collection<String> names) {
        maps.requireInUse();
        return names.stream()
            .distinct()
            .flatMap(name -> findActive(orchestrator, name).stream())
            .sorted(Comparator.comparing(Role::id))
            .toList();
      }
    };
  }

  @Override
  public Tasks tasks() {
    return new Tasks() {
      @Override
      public void insert(Task task) {
        TASKS.insert(maps, task);
      }

      @Override
      public void update(Task task) {
        TASKS.update(maps, task);
      }

      @Override
      public Optional<Task> find(TaskId id) {
        return TASKS.find(maps, id(id));
      }

      @Override
      public List<Task> list(Collection<TaskId> ids) {
        return found(ids, this::find);
      }

      @Override
      public List<Task> listActive(Collection<String> worktrees) {
        maps.requireInUse();
        return worktrees.stream()
            .distinct()
            .flatMap(worktree -> TASKS.list(maps, "worktree", Key.of(worktree)).stream())
            .sorted(Comparator.comparing(Task::id))
            .toList();
      }
    };
  }

  /** Those of these ids that exist, in id order. */
  private <I extends Comparable<I>, R> List<R> found(
      Collection<I> ids, Function<I, Optional<R>> find) {
    maps.requireInUse();
    return ids.stream().distinct().sorted().flatMap(id -> find.apply(id).stream()).toList();
  }

  @Override
  public Bindings bindings() {
    return new Bindings() {
      @Override
      public void insert(Binding binding) {
        BINDINGS.insert(maps, binding);
      }

      @Override
      public void update(Binding binding) {
        BINDINGS.update(maps, binding);
      }

      @Override
      public List<Binding> listOf(RoleId role) {
        return BINDINGS.list(maps, "role", id(role));
      }

      @Override
      public List<Binding> listOf(TaskId task) {
        return BINDINGS.list(maps, "task", id(task));
      }

      @Override
      public List<Binding> list(OrchestratorId orchestrator) {
        return BINDINGS.list(maps, "orchestrator", id(orchestrator));
      }

      @Override
      public List<Binding> listLive(OrchestratorId orchestrator) {
        return BINDINGS.list(maps, "live", id(orchestrator));
      }
    };
  }

  @Override
  public Edges edges() {
    return new Edges() {
      @Override
      public void insert(Collection<Edge> edges) {
        EDGES.insertAll(maps, edges);
      }

      @Override
      public boolean delete(RoleId blocked, RoleId blocker) {
        maps.changing(() -> {});
        Optional<Edge> edge = EDGES.find(maps, id(blocked) + id(blocker));
        edge.ifPresent(row -> EDGES.delete(maps, row));
        return edge.isPresent();
      }

      @Override
      public boolean contains(RoleId blocked, RoleId blocker) {
        return EDGES.find(maps, id(blocked) + id(blocker)).isPresent();
      }

      @Override
      public List<RoleId> listBlockers(RoleId blocked) {
        return EDGES.list(maps, id(blocked)).stream().map(Edge::blocker).toList();
      }

      @Override
      public List<RoleId> listDependents(RoleId blocker) {
        return EDGES.list(maps, "blocker", id(blocker)).stream().map(Edge::blocked).toList();
      }

      @Override
      public List<Edge> list(OrchestratorId orchestrator) {
        return EDGES.list(maps, "orchestrator", id(orchestrator));
      }
    };
  }

  @Override
  public Gates gates() {
    return new Gates() {
      @Override
      public void insert(Collection<Gate> gates) {
        GATES.insertAll(maps, gates);
      }

      @Override
      public void update(Gate gate) {
        GATES.update(maps, gate);
      }

      @Override
      public Optional<Gate> find(RoleId role) {
        return GATES.find(maps, id(role));
      }

      @Override
      public List<Gate> list(Collection<RoleId> roles) {
        return found(roles, this::find);
      }

      @Override
      public List<Gate> list(OrchestratorId orchestrator) {
        return GATES.list(maps, "orchestrator", id(orchestrator));
      }
    };
  }

  @Override
  public Launches launches() {
    return new Launches() {
      @Override
      public void insert(Collection<Launch> launches) {
        LAUNCHES.insertAll(maps, launches);
      }

      @Override
      public void update(Launch launch) {
        LAUNCHES.update(maps, launch);
      }

      @Override
      public Optional<Launch> find(LaunchId id) {
        return LAUNCHES.find(maps, Key.of(id.value()));
      }

      @Override
      public Optional<Launch> find(RoleId role) {
        return LAUNCHES.find(maps, "role", id(role));
      }

      @Override
      public Optional<Launch> find(LaunchKey key) {
        return LAUNCHES.find(maps, "key", Key.of(key.value()));
      }

      @Override
      public List<Launch> listDue(Instant now, Collection<OrchestratorId> except, int limit) {
        Set<OrchestratorId> leftOut = new HashSet<>(except);
        return LAUNCHES.list(maps, "due", "").stream()
            .takeWhile(launch -> due(launch) <= now.toEpochMilli())
            .filter(launch -> !leftOut.contains(launch.orchestrator()))
            .sorted(Comparator.comparing(Launch::role))
            .limit(limit)
            .toList();
      }

      @Override
      public Optional<Instant> findNextDue(Instant now) {
        String after = Key.of(now.toEpochMilli() + 1);
        return LAUNCHES.list(maps, "due", "", after, 1).stream()
            .map(launch -> Instant.ofEpochMilli(due(launch)))
            .findFirst();
      }

      @Override
      public List<Launch> list(OrchestratorId orchestrator) {
        return LAUNCHES.list(maps, "orchestrator", id(orchestrator));
      }

      @Override
      public List<Launch> list(LaunchState state) {
        return LAUNCHES.list(maps, "state", Key.of(state));
      }

      @Override
      public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
        return LAUNCHES.list(maps, "place", orchestrator == null ? "" : id(orchestrator)).stream()
            .sorted(Comparator.comparing(Launch::role))
            .toList();
      }

      @Override
      public void insertToken(WorkerToken token) {
        TOKENS.insert(maps, token);
      }

      @Override
      public Optional<WorkerToken> findToken(String hash) {
        return TOKENS.find(maps, Key.of(hash));
      }
    };
  }

  private static long due(Launch launch) {
    Instant due = launch.due();
    return due == null ? Long.MAX_VALUE : due.toEpochMilli();
  }

  @Override
  public Holds holds() {
    return new Holds() {
      @Override
      public void insert(Hold hold) {
        HOLDS.insert(maps, hold);
      }

      @Override
      public void update(Hold hold) {
        HOLDS.update(maps, hold);
      }

      @Override
      public List<Hold> listOpen(RoleId node) {
        return HOLDS.list(maps, "open", id(node));
      }

      @Override
      public List<Hold> list(RoleId node) {
        return HOLDS.list(maps, "node", id(node));
      }

      @Override
      public List<Hold> listUntold(OrchestratorId orchestrator) {
        return HOLDS.list(maps, "untold", id(orchestrator));
      }
    };
  }

  @Override
  public Messages messages() {
    return new Messages() {
      @Override
      public void insert(Message message) {
        MESSAGES.insert(maps, message);
      }

      @Override
      public void markRead(Collection<MessageId> ids, Instant at) {
        maps.changing(
            () -> list(ids).forEach(message -> MESSAGES.update(maps, message.readAt(at))));
      }

      @Override
      public List<Message> list(Collection<MessageId> ids) {
        return found(ids, id -> MESSAGES.find(maps, id(id)));
      }

      @Override
      public List<Message> listUnread(RoleId recipient) {
        return MESSAGES.list(maps, "unread", id(recipient));
      }

      @Override
      public int countUnread(RoleId recipient, boolean notices) {
        return (int)
            listUnread(recipient).stream().filter(message -> notices || !message.notice()).count();
      }

      @Override
      public List<Instant> listSent(RoleId sender, Instant since) {
        String after = id(sender) + Key.of(since.toEpochMilli() + 1);
        return MESSAGES.list(maps, "sent", id(sender), after, Integer.MAX_VALUE).stream()
            .map(Message::sent)
            .toList();
      }

      @Override
      public List<Message> listAfter(
          Collection<OrchestratorId> orchestrators, MessageId after, int limit) {
        maps.requireInUse();
        return orchestrators.stream()
            .distinct()
            .flatMap(
                of ->
                    MESSAGES
                        .list(
                            maps, "orchestrator", id(of), id(of) + Key.of(after.value() + 1), limit)
                        .stream())
            .sorted(Comparator.comparing(Message::id))
            .limit(limit)
            .toList();
      }

      @Override
      public Optional<MessageId> findCursor(RoleId role) {
        return CURSORS.find(maps, id(role)).map(Position::cursor);
      }

      @Override
      public void putCursor(RoleId role, MessageId cursor) {
        CURSORS.put(maps, new Position(role, cursor));
      }
    };
  }

  @Override
  public Events events() {
    return new Events() {
      @Override
      public void append(Collection<Event> events) {
        EVENTS.insertAll(maps, events);
      }

      @Override
      public List<Event> list(OrchestratorId orchestrator, long after, int limit) {
        String from = id(orchestrator) + Key.of(after + 1);
        return EVENTS.list(maps, "orchestrator", id(orchestrator), from, limit);
      }

      @Override
      public List<Event> listAbout(RoleId subject) {
        return EVENTS.list(maps, "subject", id(subject));
      }
    };
  }

  @Override
  public Answers answers() {
    return new Answers() {
      @Override
      public void insert(Answer answer) {
        ANSWERS.insert(maps, answer);
      }

      @Override
      public Optional<Answer> find(@Nullable RoleId role, String verb, String key) {
        return ANSWERS.find(maps, answer(role, verb, key));
      }

      @Override
      public void delete(@Nullable RoleId role, String verb, String key) {
        maps.changing(
            () ->
                ANSWERS
                    .find(maps, answer(role, verb, key))
                    .ifPresent(answer -> ANSWERS.delete(maps, answer)));
      }

      @Override
      public void deleteBefore(Instant instant) {
        maps.changing(
            () ->
                ANSWERS.list(maps, "created", "").stream()
                    .takeWhile(answer -> answer.created().isBefore(instant))
                    .forEach(answer -> ANSWERS.delete(maps, answer)));
      }
    };
  }
}
