package dev.hera.verb;

import dev.hera.error.NotFoundException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.BlockerOutcome;
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
import dev.hera.work.PlaceQueue;
import dev.hera.work.UnitOfWork;
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
        launch == null ? 0 : launch.attempts(),
        launch == null ? null : launch.lastError(),
        queue,
        List.copyOf(blockers),
        List.copyOf(former(node.id())),
        List.copyOf(lateResults(node.id())),
        held,
        held == null || launch == null ? null : launch.lastError(),
        reason(node, state),
        state == ViewState.FAILED ? new Endings(unit).end(node).orElse(null) : null,
        List.copyOf(wouldRelease(node, state, blockers, launch, queue)));
  }

  private @Nullable String reason(Role node, ViewState state) {
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
    return null;
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
      case TASK_MISSING, STOPPED_WITHOUT_DONE ->
          last(role.id(), EnumSet.of(EventKind.TASK_CHANGED)).orElse(null);
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
      case IN_REVIEW, DONE, FAILED ->
          last(node.id(), EnumSet.of(EventKind.TASK_CHANGED, EventKind.STATUS_REPORTED))
              .orElse(node.statusAt());
    };
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

  private static List<String> wouldRelease(
      Role node,
      ViewState state,
      List<Explanation.Blocker> blockers,
      @Nullable Launch launch,
      Explanation.@Nullable Queue queue) {
    return switch (state) {
      case PLANNED, HELD -> releases(node, blockers, launch);
      case READY -> List.of(readyBecause(node, launch, queue));
      case CANCELLED, PENDING, WORKING, IN_REVIEW, DONE, FAILED -> List.of();
    };
  }

  private static String readyBecause(
      Role node, @Nullable Launch launch, Explanation.@Nullable Queue queue) {
    if (queue != null) {
      return PlaceQueue.sentence(node.name(), queue);
    }
    if (launch != null && launch.isGivenUpForNow()) {
      return "Its start failed (%s); it is tried again when that has changed, or at once after %s."
          .formatted(launch.lastError(), Verb.PLAN_NODE_UPDATE);
    }
    if (launch != null && launch.attempts() > 0) {
      return "It is tried again by itself: its start failed %d times (%s)."
          .formatted(launch.attempts(), launch.lastError());
    }
    return launch != null && launch.owner() != null
        ? "It is being started."
        : "It starts by itself: a place is free for it.";
  }

  private static List<String> releases(
      Role node, List<Explanation.Blocker> blockers, @Nullable Launch launch) {
    List<String> sentences = new ArrayList<>();
    for (Explanation.Blocker blocker : blockers) {
      if (blocker.rule().outcome() != BlockerOutcome.SATISFIED) {
        sentences.add(
            "%s reports done (now: %s), or %s removes the edge (blocked %s, blocker %s)."
                .formatted(
                    blocker.name(), blocker.because(), Verb.UNBLOCK, node.name(), blocker.name()));
      }
    }
    if (launch != null && launch.heldReason() == HoldReason.LAUNCH_UNKNOWN) {
      sentences.add(
          "A person says whether its worker runs: adopt, retry or give up the launch. "
              + Verb.REVIVE
              + " has the person asked.");
    }
    if (launch != null && launch.heldReason() == HoldReason.MERGE_CONFLICT) {
      sentences.add(Verb.PLAN_NODE_UPDATE + " edits it, or a blocker's branch gets new commits.");
    }
    return sentences;
  }
}
