package dev.hera.verb;

import dev.hera.history.EventKind;
import dev.hera.host.HostFitness;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Launch;
import dev.hera.result.Explanation;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.view.Attention;
import dev.hera.view.Attention.Kind;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import dev.hera.view.projection.AttentionWords;
import dev.hera.vocabulary.Verb;
import dev.hera.work.Endings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import dev.hera.work.place.PlaceQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the nodes of a plan that somebody should look at. */
final class AttentionReader {
  private final UnitOfWork unit;
  private final Orchestrator place;
  private final Explaining explaining;
  private final Endings endings;
  private final PlaceQueue queue;
  private final Hosting hosting;

  AttentionReader(UnitOfWork unit, LaunchSettings settings, Orchestrator place) {
    this.unit = unit;
    this.place = place;
    this.explaining = new Explaining(unit, settings);
    this.endings = new Endings(unit);
    this.queue = new PlaceQueue(unit, settings.places());
    this.hosting = new Hosting(unit);
  }

  List<Attention> find(PlanView plan, Set<RoleId> failing, Set<RoleId> restarted) {
    Map<PlanView.Node, Kind> kinds = new LinkedHashMap<>();
    PlanProgress.holding(plan, failing, restarted)
        .forEach(node -> kinds.put(node, AttentionWords.kind(node)));
    plan.nodes().stream()
        .filter(node -> node.state() == ViewState.PENDING && isSilent(node.roleId()))
        .forEach(node -> kinds.put(node, Kind.NEVER_CALLED));
    plan.nodes().stream()
        .filter(node -> node.state() == ViewState.READY)
        .forEach(node -> withoutHost(node).ifPresent(kind -> kinds.putIfAbsent(node, kind)));
    List<Attention> found = new ArrayList<>();
    kinds.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .limit(OrchestratorView.MOST_ATTENTION)
        .forEach(entry -> found.add(attention(entry.getKey(), entry.getValue())));
    addQueued(plan, kinds, found);
    return found;
  }

  /** Whether no host can start a node that is due, and whether that is only for want of room. */
  private Optional<Kind> withoutHost(PlanView.Node node) {
    return unit.facts()
        .launch(node.roleId())
        .filter(launch -> !launch.isClaimed() && launch.due() != null)
        .flatMap(hosting::findUnfit)
        .map(best -> best == HostFitness.FULL ? Kind.NO_PLACE : Kind.NO_HOST);
  }

  private boolean isSilent(RoleId node) {
    Optional<Launch> launch = unit.facts().launch(node);
    return unit.eventsAbout(node).stream()
        .filter(event -> event.kind() == EventKind.LAUNCH_SILENT)
        .map(event -> event.changes().get("epoch"))
        .anyMatch(
            epoch -> launch.isPresent() && String.valueOf(launch.get().epoch()).equals(epoch));
  }

  /** The nodes that all places are taken for, as far as there is room; the first one tells more. */
  private void addQueued(PlanView plan, Map<PlanView.Node, Kind> others, List<Attention> found) {
    boolean ready = plan.nodes().stream().anyMatch(node -> node.state() == ViewState.READY);
    PlaceQueue.Waiting waiting = ready ? queue.findWaiting(place.id()).orElse(null) : null;
    if (waiting == null) {
      return;
    }
    Set<RoleId> nodes = Set.copyOf(waiting.nodes());
    RoleId first = waiting.nodes().get(0);
    plan.nodes().stream()
        .filter(node -> nodes.contains(node.roleId()) && !others.containsKey(node))
        .limit(OrchestratorView.MOST_ATTENTION - found.size())
        .map(node -> queued(node, node.roleId().equals(first) ? waiting.first() : null))
        .toList()
        .forEach(found::add);
  }

  private Attention queued(PlanView.Node node, Explanation.@Nullable Queue told) {
    return new Attention(
        Kind.NO_PLACE,
        node.name(),
        node.state(),
        told == null ? null : explaining.since(unit.facts().role(node.roleId()), node.state()),
        AttentionWords.NO_PLACE,
        told == null ? List.of() : List.of(PlaceQueue.sentence(node.name(), told)));
  }

  private Attention attention(PlanView.Node node, Kind kind) {
    Explanation explanation = explaining.explain(place, node.name());
    Role role = unit.facts().role(node.roleId());
    return new Attention(
        kind,
        node.name(),
        node.state(),
        kind == Kind.ASKS ? role.statusAt() : explanation.since(),
        AttentionWords.why(
            node, kind, words(role), endings.because(role), heldBecause(explanation)),
        release(role, kind, explanation));
  }

  private static String heldBecause(Explanation explanation) {
    if (explanation.heldDetails() != null) {
      return explanation.heldDetails();
    }
    return explanation.blockers().stream()
        .filter(blocker -> blocker.rule().outcome() == BlockerOutcome.FAILED)
        .map(blocker -> AttentionWords.failure(blocker.name(), blocker.because()))
        .collect(Collectors.joining(" "));
  }

  /** The subject of what the worker last wrote, when that came with its report. */
  private Optional<String> words(Role role) {
    return unit.eventsAbout(role.id()).stream()
        .filter(event -> event.kind() == EventKind.MESSAGE_SENT)
        .filter(event -> role.id().equals(event.actor())) // notices about it are Hera's
        .reduce((first, second) -> second)
        .filter(sent -> role.statusAt() != null && !sent.at().isBefore(role.statusAt()))
        .map(sent -> sent.changes().get("tldr"));
  }

  private List<String> release(Role node, Kind kind, Explanation explanation) {
    return switch (kind) {
      case ASKS -> List.of("An answer with " + Verb.SEND + " to " + node.name() + ".");
      case NEVER_CALLED ->
          List.of(
              "Its log tells what it does. When it hangs: stop it, then "
                  + Verb.REVIVE
                  + " starts it anew.");
      case FAILED, NOT_DONE ->
          Stream.of(endings.remedy(node)).filter(text -> !text.isEmpty()).toList();
      case HELD -> releases(explanation);
      case NOT_STARTING, NO_HOST, NO_PLACE -> explanation.wouldRelease();
    };
  }

  /** Of what it waits for, that which does not come by itself. */
  private static List<String> releases(Explanation explanation) {
    List<String> failed =
        explanation.blockers().stream()
            .filter(blocker -> blocker.rule().outcome() == BlockerOutcome.FAILED)
            .map(
                blocker ->
                    "%s reports done, or %s removes the edge from %s to %s."
                        .formatted(
                            blocker.name(), Verb.UNBLOCK, blocker.name(), explanation.name()))
            .toList();
    return failed.isEmpty() ? explanation.wouldRelease() : failed;
  }
}
