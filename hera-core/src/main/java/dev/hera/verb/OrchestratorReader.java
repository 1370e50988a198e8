package dev.hera.verb;

import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.view.Attention;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PlanView;
import dev.hera.view.RoleIcon;
import dev.hera.view.RoleView;
import dev.hera.work.Facts;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.rows.WorkingSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an orchestrator as its operator sees it. */
public final class OrchestratorReader {
  private final WorkingSet tx;
  private final Facts facts;
  private final Orchestrator own;

  public OrchestratorReader(WorkingSet tx, Orchestrator own) {
    this.tx = tx;
    this.facts = new Facts(tx);
    this.own = own;
  }

  /** The orchestrator as a line of a list. */
  public OrchestratorSummary summary() {
    return summary(new PlanReader(tx, own).view());
  }

  private OrchestratorSummary summary(PlanView plan) {
    return new OrchestratorSummary(
        own.name(),
        parent().map(Orchestrator::name).orElse(null),
        facts
            .coordinator(own.id())
            .filter(role -> facts.liveBinding(role.id()).isPresent())
            .map(Role::name)
            .orElse(null),
        own.created(),
        plan);
  }

  /** The one that it is nested below. */
  public Optional<Orchestrator> parent() {
    return Optional.ofNullable(own.parent()).flatMap(tx.orchestrators()::find);
  }

  /**
   * The orchestrator alone.
   *
   * @param failing the ready nodes that do not start, as their coordinator was told (G26)
   * @param restarted the nodes whose session began after their last report
   */
  public OrchestratorView view(
      UnitOfWork unit,
      LaunchSettings settings,
      PlanView plan,
      Set<RoleId> failing,
      Set<RoleId> restarted) {
    List<Attention> attention =
        new AttentionReader(unit, settings, own).find(plan, failing, restarted);
    return new OrchestratorView(summary(plan), roles(), attention);
  }

  private List<RoleView> roles() {
    List<Role> roles = tx.roles().listActive(own.id());
    facts.readAhead(roles.stream().map(Role::id).toList());
    return roles.stream()
        .sorted(
            Comparator.comparing((Role role) -> role.kind() != RoleKind.COORDINATOR)
                .thenComparing(Role::id))
        .map(this::role)
        .toList();
  }

  private RoleView role(Role role) {
    Optional<Binding> live = facts.liveBinding(role.id());
    Task task =
        live.flatMap(binding -> tx.tasks().find(binding.task()))
            .or(() -> facts.lastTask(role.id()))
            .orElse(null);
    return new RoleView(
        role.name(),
        role.kind(),
        RoleIcon.of(role.status(), task, live.isPresent()),
        role.status(),
        role.statusAt(),
        live.isPresent());
  }
}
