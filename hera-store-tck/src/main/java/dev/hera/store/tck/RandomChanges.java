package dev.hera.store.tck;

import dev.hera.history.Event;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Changes of every kind; some of them break a rule. */
final class RandomChanges {
  private final RandomGenerator random;
  private final PlainTransaction committed;
  private final RandomRows rows;
  private final List<Supplier<Consumer<Transaction>>> kinds =
      List.of(
          this::insertOrchestrator,
          this::updateOrchestrator,
          this::insertRoles,
          this::updateRole,
          this::insertTask,
          this::updateTask,
          this::insertBinding,
          this::updateBinding,
          this::insertEdges,
          this::deleteEdge,
          this::insertGates,
          this::updateGate,
          this::insertLaunches,
          this::updateLaunch,
          this::insertToken,
          this::insertHold,
          this::updateHold,
          this::insertMessage,
          this::markRead,
          this::putCursor,
          this::appendEvents,
          this::insertAnswer,
          this::deleteAnswer,
          this::deleteAnswers);

  private long last;

  RandomChanges(RandomGenerator random, PlainTransaction committed) {
    this.random = random;
    this.committed = committed;
    this.rows = new RandomRows(random, committed);
  }

  /** Any change; it does the same each time that it is made. */
  Consumer<Transaction> next() {
    return rows.any(kinds).get();
  }

  /** An id that no row has, or sometimes one of these. */
  private <I> I newId(List<I> ids, LongFunction<I> type) {
    return !ids.isEmpty() && random.nextInt(10) == 0 ? rows.late(ids) : type.apply(++last);
  }

  /** The id of one of these rows, or sometimes one that no row has. */
  private <I> I idOf(List<I> ids, LongFunction<I> type) {
    return ids.isEmpty() || random.nextInt(20) == 0 ? type.apply(++last) : rows.late(ids);
  }

  private List<OrchestratorId> orchestratorIds() {
    return committed.orchestrators.list().stream().map(Orchestrator::id).toList();
  }

  private List<RoleId> roleIds() {
    return committed.roles.list().stream().map(Role::id).toList();
  }

  private List<TaskId> taskIds() {
    return committed.tasks.list().stream().map(Task::id).toList();
  }

  private List<BindingId> bindingIds() {
    return committed.bindings.list().stream().map(Binding::id).toList();
  }

  private List<LaunchId> launchIds() {
    return committed.launches.list().stream().map(Launch::id).toList();
  }

  private List<HoldId> holdIds() {
    return committed.holds.list().stream().map(Hold::id).toList();
  }

  private List<MessageId> messageIds() {
    return committed.messages.list().stream().map(Message::id).toList();
  }

  private List<Long> eventIds() {
    return committed.events.list().stream().map(Event::sequence).toList();
  }

  /** Some rows, of which one may come twice. */
  private <R> List<R> some(Supplier<R> row) {
    List<R> some = new ArrayList<>(Stream.generate(row).limit(random.nextInt(4)).toList());
    if (!some.isEmpty() && random.nextInt(8) == 0) {
      some.add(some.get(0));
    }
    return some;
  }

  Consumer<Transaction> insertOrchestrator() {
    var row = rows.orchestrator(newId(orchestratorIds(), OrchestratorId::new));
    return tx -> tx.orchestrators().insert(row);
  }

  private Consumer<Transaction> updateOrchestrator() {
    var row = rows.orchestrator(idOf(orchestratorIds(), OrchestratorId::new));
    return tx -> tx.orchestrators().update(row);
  }

  Consumer<Transaction> insertRoles() {
    var some = some(() -> rows.role(newId(roleIds(), RoleId::new)));
    return tx -> tx.roles().insert(some);
  }

  /** A role keeps its kind. */
  private Consumer<Transaction> updateRole() {
    RoleId id = idOf(roleIds(), RoleId::new);
    var row =
        committed
            .roles
            .find(id)
            .map(known -> rows.role(id, known.kind()))
            .orElseGet(() -> rows.role(id));
    return tx -> tx.roles().update(row);
  }

  Consumer<Transaction> insertTask() {
    var row = rows.task(newId(taskIds(), TaskId::new));
    return tx -> tx.tasks().insert(row);
  }

  private Consumer<Transaction> updateTask() {
    var row = rows.task(idOf(taskIds(), TaskId::new));
    return tx -> tx.tasks().update(row);
  }

  private Consumer<Transaction> insertBinding() {
    var row = rows.binding(newId(bindingIds(), BindingId::new));
    return tx -> tx.bindings().insert(row);
  }

  private Consumer<Transaction> updateBinding() {
    var row = rows.binding(idOf(bindingIds(), BindingId::new));
    return tx -> tx.bindings().update(row);
  }

  private Consumer<Transaction> insertEdges() {
    var some = some(rows::edge);
    return tx -> tx.edges().insert(some);
  }

  private Consumer<Transaction> deleteEdge() {
    List<Edge> all = committed.edges.list();
    Edge edge = all.isEmpty() ? rows.edge() : rows.late(all);
    return tx -> tx.edges().delete(edge.blocked(), edge.blocker());
  }

  private Consumer<Transaction> insertGates() {
    var some = some(() -> rows.gate(rows.ofRole()));
    return tx -> tx.gates().insert(some);
  }

  private Consumer<Transaction> updateGate() {
    var row = rows.gate(rows.ofRole());
    return tx -> tx.gates().update(row);
  }

  private Consumer<Transaction> insertLaunches() {
    var some = some(() -> rows.launch(newId(launchIds(), LaunchId::new)));
    return tx -> tx.launches().insert(some);
  }

  private Consumer<Transaction> updateLaunch() {
    var row = rows.launch(idOf(launchIds(), LaunchId::new));
    return tx -> tx.launches().update(row);
  }

  private Consumer<Transaction> insertToken() {
    List<Launch> launches = committed.launches.list();
    if (launches.isEmpty()) {
      return insertLaunches();
    }
    var row = rows.token(rows.late(launches).id());
    return tx -> tx.launches().insertToken(row);
  }

  private Consumer<Transaction> insertHold() {
    var row = rows.hold(newId(holdIds(), HoldId::new));
    return tx -> tx.holds().insert(row);
  }

  private Consumer<Transaction> updateHold() {
    var row = rows.hold(idOf(holdIds(), HoldId::new));
    return tx -> tx.holds().update(row);
  }

  private Consumer<Transaction> insertMessage() {
    var row = rows.message(newId(messageIds(), MessageId::new));
    return tx -> tx.messages().insert(row);
  }

  private Consumer<Transaction> markRead() {
    var some = some(() -> idOf(messageIds(), MessageId::new));
    var at = rows.instant();
    return tx -> tx.messages().markRead(some, at);
  }

  private Consumer<Transaction> putCursor() {
    RoleId role = rows.ofRole();
    MessageId message = new MessageId(random.nextInt(9));
    return tx -> tx.messages().putCursor(role, message);
  }

  private Consumer<Transaction> appendEvents() {
    var some = some(() -> rows.event(newId(eventIds(), id -> id)));
    return tx -> tx.events().append(some);
  }

  private Consumer<Transaction> insertAnswer() {
    var row = rows.answer();
    return tx -> tx.answers().insert(row);
  }

  private Consumer<Transaction> deleteAnswer() {
    var all = committed.answers.list();
    var row = all.isEmpty() || random.nextInt(10) == 0 ? rows.answer() : rows.late(all);
    return tx -> tx.answers().delete(row.role(), row.verb(), row.key());
  }

  private Consumer<Transaction> deleteAnswers() {
    var before = rows.instant();
    return tx -> tx.answers().deleteBefore(before);
  }
}
