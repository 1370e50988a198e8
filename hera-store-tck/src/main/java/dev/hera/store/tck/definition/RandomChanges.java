package dev.hera.store.tck.definition;

import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.HoldId;
import dev.hera.plan.LaunchId;
import dev.hera.role.BindingId;
import dev.hera.role.HostId;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Changes of every kind; some of them break a rule. */
public final class RandomChanges {
  private final RandomGenerator random;
  private final PlainTransaction committed;
  private final RandomRows rows;
  private final List<Supplier<Consumer<Transaction>>> kinds =
      List.of(
          this::insertOrchestrators,
          this::updateOrchestrator,
          this::insertRoles,
          this::updateRole,
          this::insertTasks,
          this::updateTask,
          this::insertBindings,
          this::updateBinding,
          this::insertEdges,
          this::updateEdge,
          this::deleteEdge,
          this::insertGates,
          this::updateGate,
          this::insertLaunches,
          this::updateLaunch,
          this::insertToken,
          this::insertHolds,
          this::updateHold,
          this::insertHosts,
          this::updateHost,
          this::deleteHost,
          this::insertMessages,
          this::updateMessage,
          this::markRead,
          this::putCursor,
          this::appendEvents,
          this::insertAnswer,
          this::deleteAnswer,
          this::deleteAnswers);

  private long last;

  public RandomChanges(RandomGenerator random, PlainTransaction committed) {
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

  private static <R> Consumer<Transaction> insert(
      Function<Transaction, Table<?, R>> table, List<R> some) {
    return tx -> table.apply(tx).insert(some);
  }

  private static <R> Consumer<Transaction> update(Function<Transaction, Table<?, R>> table, R row) {
    return tx -> table.apply(tx).update(row);
  }

  private Orchestrator newOrchestrator() {
    return rows.orchestrator(newId(committed.orchestrators.keys(), OrchestratorId::new));
  }

  Consumer<Transaction> insertOrchestrator() {
    return insert(Transaction::orchestrators, List.of(newOrchestrator()));
  }

  private Consumer<Transaction> insertOrchestrators() {
    return insert(Transaction::orchestrators, rows.some(this::newOrchestrator));
  }

  private Consumer<Transaction> updateOrchestrator() {
    return update(
        Transaction::orchestrators,
        rows.orchestrator(idOf(committed.orchestrators.keys(), OrchestratorId::new)));
  }

  Consumer<Transaction> insertRoles() {
    return insert(
        Transaction::roles, rows.some(() -> rows.role(newId(committed.roles.keys(), RoleId::new))));
  }

  /** A role keeps its kind. */
  private Consumer<Transaction> updateRole() {
    RoleId id = idOf(committed.roles.keys(), RoleId::new);
    return update(
        Transaction::roles,
        committed
            .roles
            .find(id)
            .map(known -> rows.role(id, known.kind()))
            .orElseGet(() -> rows.role(id)));
  }

  private Task newTask() {
    return rows.task(newId(committed.tasks.keys(), TaskId::new));
  }

  Consumer<Transaction> insertTask() {
    return insert(Transaction::tasks, List.of(newTask()));
  }

  private Consumer<Transaction> insertTasks() {
    return insert(Transaction::tasks, rows.some(this::newTask));
  }

  private Consumer<Transaction> updateTask() {
    return update(Transaction::tasks, rows.task(idOf(committed.tasks.keys(), TaskId::new)));
  }

  private Consumer<Transaction> insertBindings() {
    return insert(
        Transaction::bindings,
        rows.some(() -> rows.binding(newId(committed.bindings.keys(), BindingId::new))));
  }

  private Consumer<Transaction> updateBinding() {
    return update(
        Transaction::bindings, rows.binding(idOf(committed.bindings.keys(), BindingId::new)));
  }

  private Consumer<Transaction> insertEdges() {
    return insert(Transaction::edges, rows.some(rows::edge));
  }

  /** The pair of an edge that there is, or sometimes another one. */
  private Edge.Key pair() {
    List<Edge.Key> all = committed.edges.keys();
    return all.isEmpty() || random.nextInt(20) == 0 ? rows.edge().key() : rows.late(all);
  }

  private Consumer<Transaction> updateEdge() {
    return update(Transaction::edges, rows.edge(pair()));
  }

  private Consumer<Transaction> deleteEdge() {
    Edge.Key pair = pair();
    return tx -> tx.edges().delete(pair);
  }

  private Consumer<Transaction> insertGates() {
    return insert(Transaction::gates, rows.some(() -> rows.gate(rows.ofRole())));
  }

  private Consumer<Transaction> updateGate() {
    return update(Transaction::gates, rows.gate(rows.ofRole()));
  }

  private Consumer<Transaction> insertLaunches() {
    return insert(
        Transaction::launches,
        rows.some(() -> rows.launch(newId(committed.launches.keys(), LaunchId::new))));
  }

  private Consumer<Transaction> updateLaunch() {
    return update(
        Transaction::launches, rows.launch(idOf(committed.launches.keys(), LaunchId::new)));
  }

  private Consumer<Transaction> insertToken() {
    List<LaunchId> launches = committed.launches.keys();
    if (launches.isEmpty()) {
      return insertLaunches();
    }
    var row = rows.token(rows.late(launches));
    return tx -> tx.launches().insertToken(row);
  }

  private Consumer<Transaction> insertHolds() {
    return insert(
        Transaction::holds, rows.some(() -> rows.hold(newId(committed.holds.keys(), HoldId::new))));
  }

  private Consumer<Transaction> updateHold() {
    return update(Transaction::holds, rows.hold(idOf(committed.holds.keys(), HoldId::new)));
  }

  private Consumer<Transaction> insertHosts() {
    return insert(
        Transaction::hosts, rows.some(() -> rows.host(newId(committed.hosts.keys(), this::host))));
  }

  private Consumer<Transaction> updateHost() {
    return update(Transaction::hosts, rows.host(idOf(committed.hosts.keys(), this::host)));
  }

  private Consumer<Transaction> deleteHost() {
    HostId id = idOf(committed.hosts.keys(), this::host);
    return tx -> tx.hosts().delete(id);
  }

  /** A host whose place in the order says nothing of when it came. */
  private HostId host(long number) {
    return new HostId(rows.text() + number);
  }

  private Consumer<Transaction> insertMessages() {
    return insert(
        Transaction::messages,
        rows.some(() -> rows.message(newId(committed.messages.keys(), MessageId::new))));
  }

  private Consumer<Transaction> updateMessage() {
    return update(
        Transaction::messages, rows.message(idOf(committed.messages.keys(), MessageId::new)));
  }

  private Consumer<Transaction> markRead() {
    var some = rows.some(() -> idOf(committed.messages.keys(), MessageId::new));
    var at = rows.instant();
    return tx -> tx.messages().markRead(some, at);
  }

  private Consumer<Transaction> putCursor() {
    RoleId role = rows.ofRole();
    MessageId message = new MessageId(random.nextInt(9));
    return tx -> tx.messages().putCursor(role, message);
  }

  private Consumer<Transaction> appendEvents() {
    var some = rows.some(() -> rows.event(newId(committed.events.rows.keys(), id -> id)));
    return tx -> tx.events().append(some);
  }

  private Consumer<Transaction> insertAnswer() {
    var row = rows.answer();
    return tx -> tx.answers().insert(row);
  }

  private Consumer<Transaction> deleteAnswer() {
    var all = committed.answers.rows.all();
    var row = all.isEmpty() || random.nextInt(10) == 0 ? rows.answer() : rows.late(all);
    return tx -> tx.answers().delete(row.role(), row.verb(), row.key());
  }

  private Consumer<Transaction> deleteAnswers() {
    var before = rows.instant();
    return tx -> tx.answers().deleteBefore(before);
  }
}
