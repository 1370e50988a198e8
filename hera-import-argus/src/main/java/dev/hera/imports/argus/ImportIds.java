package dev.hera.imports.argus;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** Gives imported rows ids of the store, in the order of their own. */
final class ImportIds {
  private final Transaction tx;
  private final Map<OrchestratorId, OrchestratorId> orchestrators;
  private final Map<RoleId, RoleId> roles;
  private final Map<TaskId, TaskId> tasks;
  private final Map<BindingId, BindingId> bindings;
  private final TreeMap<MessageId, MessageId> messages;
  private boolean fresh = true;

  /**
   * @param rows each kind in id order
   */
  ImportIds(Transaction tx, ImportedPlans rows) {
    this.tx = tx;
    this.orchestrators =
        take(
            IdKind.ORCHESTRATOR,
            rows.orchestrators(),
            Orchestrator::id,
            OrchestratorId::new,
            id -> tx.orchestrators().find(new OrchestratorId(id)).isPresent());
    this.tasks =
        take(
            IdKind.TASK,
            rows.tasks(),
            Task::id,
            TaskId::new,
            id -> tx.tasks().find(new TaskId(id)).isPresent());
    this.roles = take(IdKind.ROLE, rows.roles(), Role::id, RoleId::new, id -> false);
    this.bindings = take(IdKind.BINDING, rows.bindings(), Binding::id, BindingId::new, id -> false);
    this.messages =
        new TreeMap<>(
            take(IdKind.MESSAGE, rows.messages(), Message::id, MessageId::new, id -> false));
  }

  private <R, I> Map<I, I> take(
      IdKind kind, List<R> rows, Function<R, I> id, LongFunction<I> make, LongPredicate exists) {
    long next = tx.takeIds(kind, Math.max(1, rows.size()));
    for (long earlier = 1; earlier < next && fresh; earlier++) {
      fresh = !exists.test(earlier);
    }
    Map<I, I> taken = new HashMap<>();
    for (R row : rows) {
      taken.put(id.apply(row), make.apply(next++));
    }
    return taken;
  }

  /** Whether the store had neither orchestrators nor tasks, archived ones included. */
  boolean isFresh() {
    return fresh;
  }

  private static <I> I get(Map<I, I> of, I id) {
    return Objects.requireNonNull(of.get(id));
  }

  Orchestrator of(Orchestrator row) {
    OrchestratorId parent = row.parent();
    return new Orchestrator(
        get(orchestrators, row.id()),
        row.name(),
        row.baseBranch(),
        parent == null ? null : get(orchestrators, parent),
        row.created(),
        row.archived());
  }

  Role of(Role row) {
    return new Role(
        get(roles, row.id()),
        get(orchestrators, row.orchestrator()),
        row.name(),
        row.kind(),
        row.nodeKind(),
        row.project(),
        row.prompt(),
        row.created(),
        row.archived(),
        row.cancelled(),
        row.status(),
        row.statusAt());
  }

  Task of(Task row) {
    return new Task(
        get(tasks, row.id()),
        row.name(),
        row.project(),
        row.status(),
        row.reviewCause(),
        row.readyToClose(),
        row.worktree(),
        row.branch(),
        row.baseBranch(),
        row.session(),
        row.exitCode(),
        row.handoffNote(),
        row.created(),
        row.archived(),
        null);
  }

  Binding of(Binding row) {
    return new Binding(
        get(bindings, row.id()),
        get(roles, row.role()),
        get(orchestrators, row.orchestrator()),
        get(tasks, row.task()),
        row.worktree(),
        row.started(),
        row.ended(),
        row.endReason());
  }

  Edge of(Edge row) {
    return new Edge(
        get(orchestrators, row.orchestrator()),
        get(roles, row.blocked()),
        get(roles, row.blocker()),
        row.created());
  }

  Message of(Message row) {
    MessageId answered = row.inReplyTo();
    return new Message(
        Objects.requireNonNull(messages.get(row.id())),
        get(orchestrators, row.orchestrator()),
        get(roles, row.sender()),
        get(roles, row.recipient()),
        row.body(),
        row.tldr(),
        answered == null ? null : Objects.requireNonNull(messages.get(answered)),
        row.sent(),
        row.read(),
        row.deliveryMode(),
        row.notice());
  }

  RoleId of(RoleId id) {
    return get(roles, id);
  }

  /** The last taken message that is not after this one, of which there is one. */
  MessageId upTo(MessageId cursor) {
    return Objects.requireNonNull(messages.floorEntry(cursor)).getValue();
  }
}
