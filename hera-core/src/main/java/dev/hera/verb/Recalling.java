package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.message.Message;
import dev.hera.plan.Launch;
import dev.hera.result.Membership;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import dev.hera.view.recap.PlanDigest;
import dev.hera.view.recap.Recap;
import dev.hera.work.Endings;
import dev.hera.work.Projects;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a caller that lost its context what it needs to go on ({@code Participant.recap}). */
public final class Recalling {
  /** More than there is room for. */
  private static final int MOST_UNREAD = 20;

  private static final int MOST_BLOCKERS = 20;

  private final UnitOfWork unit;
  private final List<String> projects;

  /**
   * @param here the projects that the launcher knows
   */
  public Recalling(UnitOfWork unit, Projects here) {
    this.unit = unit;
    this.projects = new Hosting(unit).projects(here).known();
  }

  public Recap recap(Acting acting) {
    Membership place = new JoinVerbs(unit).ownPlace(acting);
    Recap.Work work = Recap.Work.of(acting.role(), acting.task());
    List<Recap.Subject> unread = unread(acting.role().id());
    if (acting.role().kind() == RoleKind.COORDINATOR) {
      PlanView plan = new PlanReader(unit.tx(), acting.orchestrator()).view();
      Set<RoleId> restarted = restarted(unit, plan);
      PlanProgress progress = PlanProgress.of(plan, failing(plan), restarted);
      PlanDigest digest = PlanDigest.of(plan, progress, restarted, this::cause);
      return Recap.ofCoordinator(place, work, plan, digest, restarted, unread, projects);
    }
    String coordinator =
        unit.facts().coordinator(acting.orchestrator().id()).map(Role::name).orElse(null);
    return Recap.ofMember(place, coordinator, work, blockers(acting.role().id()), unread);
  }

  private List<Recap.Subject> unread(RoleId role) {
    Correspondence roles = new Correspondence(unit);
    return new MessageVerbs(unit)
        .unread(role).stream().limit(MOST_UNREAD).map(one -> subject(roles, one)).toList();
  }

  private static Recap.Subject subject(Correspondence roles, Message message) {
    return new Recap.Subject(
        message.id(), roles.name(message.sender()), message.tldr(), roles.isByHera(message));
  }

  private String cause(PlanView.Node node) {
    return new Endings(unit).because(unit.facts().role(node.roleId()));
  }

  private List<Recap.Blocker> blockers(RoleId role) {
    return unit.tx().edges().listBlockers(role).stream()
        .limit(MOST_BLOCKERS)
        .map(unit.facts()::role)
        .map(this::blocker)
        .toList();
  }

  private Recap.Blocker blocker(Role role) {
    return new Recap.Blocker(
        role.name(),
        unit.facts().viewState(role),
        unit.facts().lastTask(role.id()).map(Task::branch).orElse(null));
  }

  /** The ready nodes whose start is not tried again by itself. */
  private Set<RoleId> failing(PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.state() == ViewState.READY && node.lastError() != null)
        .map(PlanView.Node::roleId)
        .filter(role -> unit.facts().launch(role).stream().anyMatch(Launch::isGivenUpForNow))
        .collect(Collectors.toSet());
  }

  /**
   * The nodes whose session began after their last report, which says nothing of how they go on.
   */
  public static Set<RoleId> restarted(UnitOfWork unit, PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.status() == Status.FAILED || node.status() == Status.BLOCKED)
        .map(PlanView.Node::roleId)
        .filter(role -> isRestarted(unit, role))
        .collect(Collectors.toSet());
  }

  private static boolean isRestarted(UnitOfWork unit, RoleId role) {
    Binding live = unit.facts().liveBinding(role).orElse(null);
    Launch launch = live == null ? null : unit.facts().launchOf(live.task()).orElse(null);
    if (launch == null || live == null) {
      return false;
    }
    Instant reported = unit.facts().role(role).statusAt();
    return unit.facts().task(live.task()).session() != SessionState.ENDED
        && (launch.accepted() == null
            || (reported != null && reported.isBefore(launch.accepted())));
  }
}
