package dev.hera.store.tck.definition;

import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.Answers;
import dev.hera.spi.Bindings;
import dev.hera.spi.Edges;
import dev.hera.spi.Events;
import dev.hera.spi.Gates;
import dev.hera.spi.Holds;
import dev.hera.spi.Hosts;
import dev.hera.spi.IdKind;
import dev.hera.spi.Launches;
import dev.hera.spi.Messages;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.Roles;
import dev.hera.spi.Tasks;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.definition.PlainMail.AnswerRows;
import dev.hera.store.tck.definition.PlainMail.EventRows;
import dev.hera.store.tck.definition.PlainMail.MessageRows;
import dev.hera.store.tck.definition.PlainPeople.BindingRows;
import dev.hera.store.tck.definition.PlainPeople.HostRows;
import dev.hera.store.tck.definition.PlainPeople.OrchestratorRows;
import dev.hera.store.tck.definition.PlainPeople.RoleRows;
import dev.hera.store.tck.definition.PlainPeople.TaskRows;
import dev.hera.store.tck.definition.PlainPlan.EdgeRows;
import dev.hera.store.tck.definition.PlainPlan.GateRows;
import dev.hera.store.tck.definition.PlainPlan.HoldRows;
import dev.hera.store.tck.definition.PlainPlan.LaunchRows;
import java.util.List;

/** The tables of a {@link PlainStore}. */
final class PlainTransaction implements Transaction {
  final OrchestratorRows orchestrators = new OrchestratorRows();
  final RoleRows roles = new RoleRows();
  final TaskRows tasks = new TaskRows();
  final BindingRows bindings = new BindingRows(this::isCoordinator);
  final EdgeRows edges = new EdgeRows();
  final GateRows gates = new GateRows();
  final LaunchRows launches = new LaunchRows();
  final HoldRows holds = new HoldRows();
  final MessageRows messages = new MessageRows();
  final EventRows events = new EventRows();
  final AnswerRows answers = new AnswerRows();
  final HostRows hosts = new HostRows();

  private long taken;

  private boolean isCoordinator(RoleId role) {
    return roles.find(role).filter(row -> row.kind() == RoleKind.COORDINATOR).isPresent();
  }

  private List<PlainRows<?, ?>> all() {
    return List.of(
        orchestrators,
        roles,
        tasks,
        bindings,
        edges,
        gates,
        launches,
        launches.tokens,
        holds,
        messages,
        messages.cursors,
        events.rows,
        answers.rows,
        hosts);
  }

  void mark() {
    all().forEach(PlainRows::mark);
  }

  void takeBack() {
    all().forEach(PlainRows::takeBack);
  }

  /** Once a change failed, the transaction cannot commit. */
  void requireWhole() {
    if (all().stream().anyMatch(PlainRows::isBroken)) {
      throw new IllegalStateException("a change failed");
    }
  }

  @Override
  public long takeIds(IdKind kind, int count) {
    taken += count;
    return taken - count + 1;
  }

  @Override
  public Orchestrators orchestrators() {
    return orchestrators;
  }

  @Override
  public Roles roles() {
    return roles;
  }

  @Override
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public Bindings bindings() {
    return bindings;
  }

  @Override
  public Edges edges() {
    return edges;
  }

  @Override
  public Gates gates() {
    return gates;
  }

  @Override
  public Launches launches() {
    return launches;
  }

  @Override
  public Holds holds() {
    return holds;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Events events() {
    return events;
  }

  @Override
  public Answers answers() {
    return answers;
  }

  @Override
  public Hosts hosts() {
    return hosts;
  }
}
