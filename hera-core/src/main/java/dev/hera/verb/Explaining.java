package dev.hera.verb;

import dev.hera.error.NotFoundException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.result.Explanation;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.view.ViewState;
import dev.hera.view.projection.AttentionWords;
import dev.hera.vocabulary.Verb;
import dev.hera.work.Endings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import dev.hera.work.place.PlaceQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains why a node has or has not started ({@code Participant.explain}). */
public final class Explaining {
  private static final Set<EventKind> WAIT_BEGINS =
      EnumSet.of(
          EventKind.NODE_PLANNED,
          EventKind.EDGE_ADDED,
          EventKind.LAUNCH_WITHDRAWN,
          EventKind.LAUNCH_FAILED,
          EventKind.HOLD_CLOSED);

  private final UnitOfWork unit;
  private final LaunchSettings limits;

  public Explaining(UnitOfWork unit, LaunchSettings limits) {
    this.unit = unit;
    this.limits = limits;
  }

  public Explanation explain(Orchestrator place, String name) {
    Role node =
        unit.tx()
            .roles()
            .findActive(place.id(), name)
            .filter(role -> role.kind() == RoleKind.WORKER)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "name", "node", name, "see the plan's nodes with " + Verb.PLAN_SHOW));
    Launch launch = unit.facts().launch(node.id()).orElse(null);
    ViewState state = unit.facts().viewState(node);
    Explanation.Queue queue =
        state == ViewState.READY ? new PlaceQueue(unit, limits.places()).find(launch) : null;
    List<Explanation.Blocker> blockers =
        unit.tx().edges().listBlockers(node.id()).stream().map(this::blocker).toList();
    HoldReason held = launch == null ? null : launch.heldReason();
    return new Explanation(
        node.name(),
        state.wire(),
        since(node, state),
        node.nodeKind(),
        node.prompt(),
        node.project(),
        unit.facts().lastTask(node.id()).map(Task::branch).orElse(null),
        launch == null ? null : new Hosting(unit).name(launch.host()),
        launch == null ? 0 : launch.attempts(),
        launch == null ? null : launch.lastError(),
        queue,
        List.copyOf(blockers),
        List.copyOf(former(node.id())),
        List.copyOf(lateResults(node.id())),
        held,
        held == null || launch == null ? null : launch.lastError(),
        reason(node, state, launch),
        state == ViewState.FAILED ? new Endings(unit).end(node).orElse(null) : null,
        new Releases(unit, node, launch).list(state, blockers, queue));
  }

  private @Nullable String reason(Role node, ViewState state, @Nullable Launch launch) {
    if (state == ViewState.FAILED) {
      Endings endings = new Endings(unit);
      return AttentionWords.failure("It", endings.because(node)) + " " + endings.remedy(node);
    }
    if (state == ViewState.PENDING) {
      boolean runs =
          unit.facts()
              .lastTask(node.id())
              .filter(task -> task.session() == SessionState.RUNNING)
              .isPresent();
      return runs ? "pending: it runs and has not called yet" : "pending: it is being started";
    }
    return state == ViewState.WORKING && launch != null
        ? new Hosting(unit).findLoss(launch).map(Explaining::away).orElse(null)
        : null;
  }

  private static String away(String loss) {
    return "working: " + loss + "; its worker may run on and is found when the host returns";
  }

  private Explanation.Blocker blocker(RoleId id) {
    Role role = unit.facts().role(id);
    NodeFacts facts = unit.facts().node(role);
    OutcomeRule rule = OutcomeRule.of(facts);
    return new Explanation.Blocker(
        role.name(), rule, new Endings(unit).because(role), since(role, rule));
  }

  /** Since when this row of G1 decides for a blocker. */
  private @Nullable Instant since(Role role, OutcomeRule rule) {
    return switch (rule) {
      case CANCELLED_NODE -> role.cancelled();
      case PRUNED -> role.archived();
      case REPORTED_DONE, REPORTED_FAILED -> role.statusAt();
      case NEVER_STARTED -> role.created();
      case LIVE_COORDINATOR, AT_WORK ->
          unit.facts().liveBinding(role.id()).map(Binding::started).orElse(null);
      case ENDED_WITHOUT_DONE -> unit.facts().lastStart(role.id()).map(Binding::ended).orElse(null);
      case TASK_MISSING -> last(role.id(), EnumSet.of(EventKind.TASK_CHANGED)).orElse(null);
      case STOPPED_WITHOUT_DONE -> taskStatusSince(role.id()).orElse(null);
    };
  }

  /** Since when a node is in the state that it is in; null when nothing tells. */
  @Nullable Instant since(Role node, ViewState state) {
    return switch (state) {
      case CANCELLED -> node.cancelled();
      case HELD ->
          unit.tx().holds().listOpen(node.id()).stream()
              .map(Hold::opened)
              .min(Comparator.naturalOrder())
              .orElse(null);
      case READY -> last(node.id(), EnumSet.of(EventKind.LAUNCH_REQUESTED)).orElse(node.created());
      case PLANNED -> last(node.id(), WAIT_BEGINS).orElse(node.created());
      case PENDING, WORKING -> unit.facts().lastStart(node.id()).map(Binding::started).orElse(null);
      case IN_REVIEW -> node.statusAt();
      case FAILED -> since(node, OutcomeRule.of(unit.facts().node(node)));
      case DONE -> taskStatusSince(node.id()).orElse(node.statusAt());
    };
  }

  /** Since when a role's task has the status that it has. */
  private Optional<Instant> taskStatusSince(RoleId role) {
    Instant since = null;
    String status = "";
    for (Event event : unit.tx().events().listAbout(role)) {
      String told = event.changes().getOrDefault("task_status", status);
      if (!told.equals(status)) {
        since = event.at();
        status = told;
      }
    }
    return Optional.ofNullable(since);
  }

  private Optional<Instant> last(RoleId subject, Set<EventKind> kinds) {
    return unit.tx().events().listAbout(subject).stream()
        .filter(event -> kinds.contains(event.kind()))
        .map(Event::at)
        .max(Comparator.naturalOrder());
  }

  private List<Explanation.Former> former(RoleId node) {
    List<Explanation.Former> former = new ArrayList<>();
    for (Event event : unit.tx().events().listAbout(node)) {
      String blocker = event.changes().get("blocker");
      if (event.kind() == EventKind.EDGE_REMOVED && blocker != null) {
        Role role = unit.facts().role(new RoleId(Long.parseLong(blocker)));
        former.add(new Explanation.Former(role.name(), event.at()));
      }
    }
    return former;
  }

  private List<Explanation.LateResult> lateResults(RoleId node) {
    List<Explanation.LateResult> all =
        unit.tx().events().listAbout(node).stream()
            .filter(event -> event.kind() == EventKind.LATE_RESULT)
            .map(Explaining::lateResult)
            .toList();
    return all.subList(Math.max(0, all.size() - Explanation.MOST_LATE_RESULTS), all.size());
  }

  private static Explanation.LateResult lateResult(Event event) {
    Map<String, String> carried = event.changes();
    return new Explanation.LateResult(
        event.at(),
        Integer.parseInt(carried.getOrDefault("epoch", "0")),
        carried.get("status"),
        carried.get("tldr"),
        carried.get("body"),
        carried.get("handoff_note"));
  }
}
