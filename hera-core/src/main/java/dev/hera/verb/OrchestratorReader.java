package dev.hera.verb;

import dev.hera.history.Event;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.view.Attention;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PastView;
import dev.hera.view.PlanView;
import dev.hera.view.RoleView;
import dev.hera.view.projection.PlanReplay;
import dev.hera.view.projection.PlanRows;
import dev.hera.work.Facts;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.rows.WorkingSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an orchestrator as its operator sees it. */
public final class OrchestratorReader {
  private static final int PAGE = 1_000;

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
   * @param rows what it is made of
   * @param plan the plan that these make
   * @param failing the ready nodes that do not start, as their coordinator was told (G26)
   * @param restarted the nodes whose session began after their last report
   */
  public OrchestratorView view(
      UnitOfWork unit,
      LaunchSettings settings,
      PlanRows rows,
      PlanView plan,
      Set<RoleId> failing,
      Set<RoleId> restarted) {
    List<Attention> attention =
        new AttentionReader(unit, settings, own).find(plan, failing, restarted);
    return new OrchestratorView(summary(plan), rows.members(), attention);
  }

  /**
   * The orchestrator after the last of its events up to a sequence number; empty when there is
   * none.
   */
  public Optional<PastView> asOf(UnitOfWork unit, long sequence) {
    PlanReplay replay = new PlanReplay(own);
    Event last = null;
    List<Event> page = tx.events().list(own.id(), 0, PAGE);
    while (!page.isEmpty()) {
      List<Event> counting = page.stream().filter(one -> one.sequence() <= sequence).toList();
      replay.apply(counting);
      last = counting.isEmpty() ? last : counting.get(counting.size() - 1);
      page =
          counting.size() < page.size()
              ? List.of()
              : tx.events().list(own.id(), page.get(page.size() - 1).sequence(), PAGE);
    }
    return last == null
        ? Optional.empty()
        : Optional.of(new PastView(unit.named(List.of(last)).get(0), past(replay)));
  }

  private OrchestratorView past(PlanReplay replay) {
    PlanRows rows = replay.rows();
    PlanView plan = rows.plan();
    List<RoleView> members = rows.members();
    OrchestratorSummary summary =
        new OrchestratorSummary(
            own.name(),
            parent().map(Orchestrator::name).orElse(null),
            members.stream()
                .filter(role -> role.kind() == RoleKind.COORDINATOR && role.live())
                .findFirst()
                .map(RoleView::name)
                .orElse(null),
            own.created(),
            plan);
    return new OrchestratorView(summary, members, replay.attention(rows, plan));
  }
}
