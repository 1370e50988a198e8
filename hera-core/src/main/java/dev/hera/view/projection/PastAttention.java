package dev.hera.view.projection;

import dev.hera.history.Event;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Launch;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.view.Attention;
import dev.hera.view.Attention.Kind;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The nodes that somebody should have looked at then, as far as the history tells it: not those
 * that only waited for a place, and without what would have helped.
 *
 * @param now when the last of the events was
 * @param silent whether a node's worker was told of as never having called
 * @param lastWords the last message that each role sent, as its event
 */
record PastAttention(
    PlanRows rows, Instant now, Predicate<RoleId> silent, Map<RoleId, Event> lastWords) {

  List<Attention> find(PlanView plan) {
    Map<PlanView.Node, Kind> kinds = new LinkedHashMap<>();
    PlanProgress.holding(plan, failing(plan), restarted(plan))
        .forEach(node -> kinds.put(node, AttentionWords.kind(node)));
    plan.nodes().stream()
        .filter(node -> node.state() == ViewState.PENDING && silent.test(node.roleId()))
        .forEach(node -> kinds.put(node, Kind.NEVER_CALLED));
    return kinds.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .limit(OrchestratorView.MOST_ATTENTION)
        .map(entry -> attention(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Attention attention(PlanView.Node node, Kind kind) {
    String because = rule(node.roleId()).because();
    String why = AttentionWords.why(node, kind, words(node), because, hold(node));
    return new Attention(kind, node.name(), node.state(), null, why, List.of());
  }

  /** The ready nodes that do not start, as their coordinator was told. */
  private Set<RoleId> failing(PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.state() == ViewState.READY)
        .map(PlanView.Node::roleId)
        .filter(role -> launch(role).filter(one -> one.isToldToFail(now)).isPresent())
        .collect(Collectors.toSet());
  }

  /** The nodes whose session began after their last report. */
  private Set<RoleId> restarted(PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.status() == Status.FAILED || node.status() == Status.BLOCKED)
        .map(PlanView.Node::roleId)
        .filter(this::isRestarted)
        .collect(Collectors.toSet());
  }

  private boolean isRestarted(RoleId role) {
    Optional<Binding> live = rows.live(role);
    Optional<Launch> launch =
        launch(role)
            .filter(one -> live.isPresent() && live.get().task().equals(one.task()))
            .filter(one -> rows.task(live.orElseThrow()).session() != SessionState.ENDED);
    Instant reported = role(role).statusAt();
    return launch
        .filter(
            one ->
                one.accepted() == null || (reported != null && reported.isBefore(one.accepted())))
        .isPresent();
  }

  private Optional<Launch> launch(RoleId role) {
    return Optional.ofNullable(rows.launches().get(role));
  }

  private Role role(RoleId id) {
    return Objects.requireNonNull(rows.roles().get(id));
  }

  private OutcomeRule rule(RoleId id) {
    return OutcomeRule.of(
        NodeFacts.of(
            role(id),
            rows.orchestrator().isActive(),
            rows.bindingsOf(id),
            rows.live(id).map(rows::task).orElse(null)));
  }

  private Optional<String> words(PlanView.Node node) {
    Instant reported = role(node.roleId()).statusAt();
    return Optional.ofNullable(lastWords.get(node.roleId()))
        .filter(sent -> reported != null && !sent.at().isBefore(reported))
        .map(sent -> sent.changes().get("tldr"));
  }

  private String hold(PlanView.Node node) {
    Launch launch = launch(node.roleId()).orElse(null);
    if (launch != null && launch.heldReason() != null) {
      return String.valueOf(launch.lastError());
    }
    return rows.edges().stream()
        .filter(edge -> edge.blocked().equals(node.roleId()))
        .map(Edge::blocker)
        .filter(rows.roles()::containsKey)
        .filter(blocker -> rule(blocker).outcome() == BlockerOutcome.FAILED)
        .map(blocker -> AttentionWords.failure(role(blocker).name(), rule(blocker).because()))
        .collect(Collectors.joining(" "));
  }
}
