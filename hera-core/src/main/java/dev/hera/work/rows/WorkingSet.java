package dev.hera.work.rows;

import dev.hera.role.RoleId;
import dev.hera.spi.Answers;
import dev.hera.spi.IdKind;
import dev.hera.spi.Messages;
import dev.hera.spi.Transaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one unit of work has read and changed, over the store's transaction: the rows that the rules
 * decide on are read once each (an identity map).
 */
public final class WorkingSet {
  private final Transaction tx;
  private final Set<RoleId> touched = new LinkedHashSet<>();
  private final RoleRows roles;
  private final TaskRows tasks;
  private final BindingRows bindings;
  private final OrchestratorRows orchestrators;
  private final EdgeRows edges;
  private final GateRows gates;
  private final HoldRows holds;
  private final LaunchRows launches;
  private final EventRows events;
  private final HostRows hosts;

  public WorkingSet(Transaction tx) {
    this.tx = tx;
    this.roles = new RoleRows(tx.roles(), touched, this::write);
    this.bindings = new BindingRows(tx.bindings(), touched, this::write);
    this.tasks = new TaskRows(tx.tasks(), bindings, touched, this::write);
    this.orchestrators = new OrchestratorRows(tx.orchestrators(), roles, touched, this::write);
    this.edges = new EdgeRows(tx.edges(), this::write);
    this.gates = new GateRows(tx.gates(), this::write);
    this.holds = new HoldRows(tx.holds(), this::write);
    this.launches = new LaunchRows(tx.launches(), touched, this::write);
    this.events = new EventRows(tx.events());
    this.hosts = new HostRows(tx.hosts(), this::write);
  }

  /**
   * The roles of which a fact was changed since they were last taken here: the role itself, a
   * binding, a task that lives in it, its orchestrator, its launch.
   */
  public Set<RoleId> takeTouched() {
    Set<RoleId> taken = Set.copyOf(touched);
    touched.clear();
    return taken;
  }

  /** Has the store know every change of this unit of work so far. */
  public void write() {
    List.of(orchestrators, roles, tasks, bindings, edges, gates, holds, launches, hosts)
        .forEach(RowCache::write);
  }

  /** The first of so many new ids of a kind. */
  public long takeIds(IdKind kind, int count) {
    return tx.takeIds(kind, count);
  }

  public OrchestratorRows orchestrators() {
    return orchestrators;
  }

  public RoleRows roles() {
    return roles;
  }

  public TaskRows tasks() {
    return tasks;
  }

  public BindingRows bindings() {
    return bindings;
  }

  public EdgeRows edges() {
    return edges;
  }

  public GateRows gates() {
    return gates;
  }

  public LaunchRows launches() {
    return launches;
  }

  public HoldRows holds() {
    return holds;
  }

  /** They refer to orchestrators and roles. */
  public Messages messages() {
    orchestrators.writeAll();
    roles.writeAll();
    return tx.messages();
  }

  public EventRows events() {
    return events;
  }

  public Answers answers() {
    return tx.answers();
  }

  public HostRows hosts() {
    return hosts;
  }
}
