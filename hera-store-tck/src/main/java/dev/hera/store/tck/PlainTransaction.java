package dev.hera.store.tck;

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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a {@link PlainStore}, and what each query of the SPI means on them. */
final class PlainTransaction implements Transaction {
  /** How far a role has read. */
  record Cursor(RoleId role, MessageId message) {}

  final PlainRows<Orchestrator> orchestrators =
      new PlainRows<Orchestrator>(Orchestrator::id, Comparator.comparing(Orchestrator::id))
          .unique(row -> row.isActive() ? row.name() : null);
  final PlainRows<Role> roles =
      new PlainRows<Role>(Role::id, Comparator.comparing(Role::id))
          .unique(row -> row.isActive() ? List.of(row.orchestrator(), row.name()) : null);
  final PlainRows<Task> tasks = new PlainRows<>(Task::id, Comparator.comparing(Task::id));
  final PlainRows<Binding> bindings =
      new PlainRows<Binding>(Binding::id, Comparator.comparing(Binding::id))
          .unique(row -> row.isLive() ? row.role() : null)
          .unique(row -> row.isLive() ? List.of(row.task(), row.orchestrator()) : null)
          .unique(row -> row.isLive() ? worktreePlace(row) : null)
          .unique(row -> row.isLive() && isCoordinator(row.role()) ? row.orchestrator() : null);
  final PlainRows<Edge> edges =
      new PlainRows<>(
          row -> List.of(row.blocked(), row.blocker()),
          Comparator.comparing(Edge::blocked).thenComparing(Edge::blocker));
  final PlainRows<Gate> gates = new PlainRows<>(Gate::role, Comparator.comparing(Gate::role));
  final PlainRows<Launch> launches =
      new PlainRows<Launch>(Launch::id, Comparator.comparing(Launch::role))
          .unique(Launch::role)
          .unique(Launch::key);
  final PlainRows<WorkerToken> tokens =
      new PlainRows<>(WorkerToken::hash, Comparator.comparing(WorkerToken::hash));
  final PlainRows<Hold> holds =
      new PlainRows<Hold>(Hold::id, Comparator.comparing(Hold::id))
          .unique(
              row ->
                  row.closed() == null
                      ? Arrays.asList(row.node(), row.blocker(), row.reason())
                      : null);
  final PlainRows<Message> messages =
      new PlainRows<>(Message::id, Comparator.comparing(Message::id));
  final PlainRows<Cursor> cursors =
      new PlainRows<>(Cursor::role, Comparator.comparing(Cursor::role));
  final PlainRows<Event> events =
      new PlainRows<>(Event::sequence, Comparator.comparing(Event::sequence));
  final PlainRows<Answer> answers =
      new PlainRows<>(
          row -> answerKey(row.role(), row.verb(), row.key()), Comparator.comparing(Answer::key));

  private long taken;
  private boolean failed;

  private static @Nullable Object worktreePlace(Binding row) {
    return row.worktree() == null ? null : List.of(row.worktree(), row.orchestrator());
  }

  private boolean isCoordinator(RoleId role) {
    return roles.find(role).filter(row -> row.kind() == RoleKind.COORDINATOR).isPresent();
  }

  private static Object answerKey(@Nullable RoleId role, String verb, String key) {
    return Arrays.asList(role, verb, key);
  }

  private List<PlainRows<?>> all() {
    return List.of(
        orchestrators,
        roles,
        tasks,
        bindings,
        edges,
        gates,
        launches,
        tokens,
        holds,
        messages,
        cursors,
        events,
        answers);
  }

  void mark() {
    failed = false;
    all().forEach(PlainRows::mark);
  }

  void takeBack() {
    all().forEach(PlainRows::takeBack);
  }

  /** Once a change failed, the transaction cannot commit. */
  void requireWhole() {
    if (failed) {
      throw new IllegalStateException("a change failed");
    }
  }

  private void change(Runnable change) {
    boolean done = false;
    try {
      change.run();
      done = true;
    } finally {
      failed |= !done;
    }
  }

  @Override
  public long takeIds(IdKind kind, int count) {
    taken += count;
    return taken - count + 1;
  }

  @Override
  public Orchestrators orchestrators() {
    return new Orchestrators() {
      @Override
      public void insert(Orchestrator orchestrator) {
        change(() -> orchestrators.insert(orchestrator));
      }

      @Override
      public void update(Orchestrator orchestrator) {
        change(() -> orchestrators.update(orchestrator));
      }

      @Override
      public Optional<Orchestrator> find(OrchestratorId id) {
        return orchestrators.find(id);
      }

      @Override
      public Optional<Orchestrator> findActive(String name) {
        return listActive().stream().filter(row -> row.name().equals(name)).findFirst();
      }

      @Override
      public List<Orchestrator> listActive() {
        return orchestrators.list(Orchestrator::isActive);
      }

      @Override
      public List<Orchestrator> listChildren(OrchestratorId parent) {
        return orchestrators.list(row -> parent.equals(row.parent()));
      }
    };
  }

  @Override
  public Roles roles() {
    return new Roles() {
      @Override
      public void insert(Collection<Role> some) {
        change(() -> roles.insertAll(some));
      }

      @Override
      public void update(Role role) {
        change(() -> roles.update(role));
      }

      @Override
      public Optional<Role> find(RoleId id) {
        return roles.find(id);
      }

      @Override
      public Optional<Role> findActive(OrchestratorId orchestrator, String name) {
        return listActive(orchestrator, List.of(name)).stream().findFirst();
      }

      @Override
      public List<Role> listActive(OrchestratorId orchestrator) {
        return roles.list(row -> row.isActive() && row.orchestrator().equals(orchestrator));
      }

      @Override
      public List<Role> listActive(OrchestratorId orchestrator, RoleKind kind) {
        return listActive(orchestrator).stream().filter(row -> row.kind() == kind).toList();
      }

      @Override
      public List<Role> listActive(OrchestratorId orchestrator, Collection<String> names) {
        return listActive(orchestrator).stream().filter(row -> names.contains(row.name())).toList();
      }
    };
  }

  @Override
  public Tasks tasks() {
    return new Tasks() {
      @Override
      public void insert(Task task) {
        change(() -> tasks.insert(task));
      }

      @Override
      public void update(Task task) {
        change(() -> tasks.update(task));
      }

      @Override
      public Optional<Task> find(TaskId id) {
        return tasks.find(id);
      }

      @Override
      public List<Task> list(Collection<TaskId> ids) {
        return tasks.list(row -> ids.contains(row.id()));
      }

      @Override
      public List<Task> listActive(Collection<String> worktrees) {
        return tasks.list(
            row -> row.isActive() && row.worktree() != null && worktrees.contains(row.worktree()));
      }
    };
  }

  @Override
  public Bindings bindings() {
    return new Bindings() {
      @Override
      public void insert(Binding binding) {
        change(() -> bindings.insert(binding));
      }

      @Override
      public void update(Binding binding) {
        change(() -> bindings.update(binding));
      }

      @Override
      public List<Binding> listOf(RoleId role) {
        return bindings.list(row -> row.role().equals(role));
      }

      @Override
      public List<Binding> listOf(TaskId task) {
        return bindings.list(row -> row.task().equals(task));
      }

      @Override
      public List<Binding> list(OrchestratorId orchestrator) {
        return bindings.list(row -> row.orchestrator().equals(orchestrator));
      }

      @Override
      public List<Binding> listLive(OrchestratorId orchestrator) {
        return list(orchestrator).stream().filter(Binding::isLive).toList();
      }
    };
  }

  @Override
  public Edges edges() {
    return new Edges() {
      @Override
      public void insert(Collection<Edge> some) {
        change(() -> edges.insertAll(some));
      }

      @Override
      public boolean delete(RoleId blocked, RoleId blocker) {
        return edges.removeIf(
            row -> row.blocked().equals(blocked) && row.blocker().equals(blocker));
      }

      @Override
      public boolean contains(RoleId blocked, RoleId blocker) {
        return listBlockers(blocked).contains(blocker);
      }

      @Override
      public List<RoleId> listBlockers(RoleId blocked) {
        return edges.list(row -> row.blocked().equals(blocked)).stream()
            .map(Edge::blocker)
            .toList();
      }

      @Override
      public List<RoleId> listDependents(RoleId blocker) {
        return edges.list(row -> row.blocker().equals(blocker)).stream()
            .map(Edge::blocked)
            .toList();
      }

      @Override
      public List<Edge> list(OrchestratorId orchestrator) {
        return edges.list(row -> row.orchestrator().equals(orchestrator));
      }
    };
  }

  @Override
  public Gates gates() {
    return new Gates() {
      @Override
      public void insert(Collection<Gate> some) {
        change(() -> gates.insertAll(some));
      }

      @Override
      public void update(Gate gate) {
        change(() -> gates.update(gate));
      }

      @Override
      public Optional<Gate> find(RoleId role) {
        return gates.find(role);
      }

      @Override
      public List<Gate> list(Collection<RoleId> some) {
        return gates.list(row -> some.contains(row.role()));
      }

      @Override
      public List<Gate> list(OrchestratorId orchestrator) {
        return gates.list(row -> row.orchestrator().equals(orchestrator));
      }
    };
  }

  @Override
  public Launches launches() {
    return new Launches() {
      @Override
      public void insert(Collection<Launch> some) {
        change(() -> launches.insertAll(some));
      }

      @Override
      public void update(Launch launch) {
        change(() -> launches.update(launch));
      }

      @Override
      public Optional<Launch> find(LaunchId id) {
        return launches.find(id);
      }

      @Override
      public Optional<Launch> find(RoleId role) {
        return launches.list(row -> row.role().equals(role)).stream().findFirst();
      }

      @Override
      public Optional<Launch> find(LaunchKey key) {
        return launches.list(row -> row.key().equals(key)).stream().findFirst();
      }

      @Override
      public List<Launch> listDue(Instant now, Collection<OrchestratorId> except, int limit) {
        return launches
            .list(
                row ->
                    row.due() != null
                        && !row.due().isAfter(now)
                        && !except.contains(row.orchestrator()))
            .stream()
            .limit(limit)
            .toList();
      }

      @Override
      public Optional<Instant> findNextDue(Instant now) {
        return launches.list(row -> row.due() != null && row.due().isAfter(now)).stream()
            .map(Launch::due)
            .min(Comparator.naturalOrder());
      }

      @Override
      public List<Launch> list(OrchestratorId orchestrator) {
        return launches.list(row -> row.orchestrator().equals(orchestrator));
      }

      @Override
      public List<Launch> list(LaunchState state) {
        return launches.list(row -> row.state() == state);
      }

      @Override
      public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
        return launches.list(
            row ->
                row.occupiesPlace()
                    && (orchestrator == null || row.orchestrator().equals(orchestrator)));
      }

      @Override
      public void insertToken(WorkerToken token) {
        change(() -> tokens.insert(token));
      }

      @Override
      public Optional<WorkerToken> findToken(String hash) {
        return tokens.find(hash);
      }
    };
  }

  @Override
  public Holds holds() {
    return new Holds() {
      @Override
      public void insert(Hold hold) {
        change(() -> holds.insert(hold));
      }

      @Override
      public void update(Hold hold) {
        change(() -> holds.update(hold));
      }

      @Override
      public List<Hold> listOpen(RoleId node) {
        return list(node).stream().filter(row -> row.closed() == null).toList();
      }

      @Override
      public List<Hold> list(RoleId node) {
        return holds.list(row -> row.node().equals(node));
      }

      @Override
      public List<Hold> listUntold(OrchestratorId orchestrator) {
        return holds.list(
            row -> row.orchestrator().equals(orchestrator) && row.closed() == null && !row.told());
      }
    };
  }

  @Override
  public Messages messages() {
    return new Messages() {
      @Override
      public void insert(Message message) {
        change(() -> messages.insert(message));
      }

      @Override
      public void markRead(Collection<MessageId> ids, Instant at) {
        list(ids).forEach(row -> messages.update(row.readAt(at)));
      }

      @Override
      public List<Message> list(Collection<MessageId> ids) {
        return messages.list(row -> ids.contains(row.id()));
      }

      @Override
      public List<Message> listUnread(RoleId recipient) {
        return messages.list(row -> row.recipient().equals(recipient) && row.read() == null);
      }

      @Override
      public int countUnread(RoleId recipient, boolean notices) {
        return (int) listUnread(recipient).stream().filter(row -> notices || !row.notice()).count();
      }

      @Override
      public List<Instant> listSent(RoleId sender, Instant since) {
        return messages
            .list(row -> row.sender().equals(sender) && row.sent().isAfter(since) && !row.notice())
            .stream()
            .map(Message::sent)
            .sorted()
            .toList();
      }

      @Override
      public List<Message> listAfter(Collection<OrchestratorId> some, MessageId after, int limit) {
        return messages
            .list(row -> some.contains(row.orchestrator()) && row.id().compareTo(after) > 0)
            .stream()
            .limit(limit)
            .toList();
      }

      @Override
      public Optional<MessageId> findCursor(RoleId role) {
        return cursors.find(role).map(Cursor::message);
      }

      @Override
      public void putCursor(RoleId role, MessageId cursor) {
        cursors.put(new Cursor(role, cursor));
      }
    };
  }

  @Override
  public Events events() {
    return new Events() {
      @Override
      public void append(Collection<Event> some) {
        change(() -> events.insertAll(some));
      }

      @Override
      public List<Event> list(OrchestratorId orchestrator, long after, int limit) {
        return events
            .list(row -> orchestrator.equals(row.orchestrator()) && row.sequence() > after)
            .stream()
            .limit(limit)
            .toList();
      }

      @Override
      public List<Event> listAbout(RoleId subject) {
        return events.list(row -> subject.equals(row.subject()));
      }
    };
  }

  @Override
  public Answers answers() {
    return new Answers() {
      @Override
      public void insert(Answer answer) {
        change(() -> answers.insert(answer));
      }

      @Override
      public Optional<Answer> find(@Nullable RoleId role, String verb, String key) {
        return answers.find(answerKey(role, verb, key));
      }

      @Override
      public void delete(@Nullable RoleId role, String verb, String key) {
        answers.removeIf(
            row -> answerKey(row.role(), row.verb(), row.key()).equals(answerKey(role, verb, key)));
      }

      @Override
      public void deleteBefore(Instant instant) {
        answers.removeIf(row -> row.created().isBefore(instant));
      }
    };
  }
}
