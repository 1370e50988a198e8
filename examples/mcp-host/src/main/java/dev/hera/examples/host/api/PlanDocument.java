package dev.hera.examples.host.api;

import dev.hera.mcp.words.ToolWords;
import dev.hera.view.Attention;
import dev.hera.view.NodeGroup;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PastView;
import dev.hera.view.PlanView;
import dev.hera.view.RoleIcon;
import dev.hera.view.RoleView;
import dev.hera.view.ViewState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An orchestrator's plan as a picture of it needs it.
 *
 * @param asOf the last event that counts, or null for the plan as it is now
 * @param parent the orchestrator that it is nested below, or null
 * @param coordinator its coordinator, or null when none is live
 * @param counts how many nodes are in each state, in the fixed order (W7); zero counts left out
 * @param states every state with its mark, in the fixed order
 * @param stages the groups of nodes stage by stage (W5, W6)
 * @param attention the nodes that somebody should look at, the most urgent first
 */
record PlanDocument(
    @Nullable EventDocument asOf,
    String orchestrator,
    @Nullable String parent,
    @Nullable String coordinator,
    Instant created,
    boolean complete,
    Map<String, Integer> counts,
    List<Mark> states,
    List<Stage> stages,
    List<Node> nodes,
    List<Role> roles,
    List<AttentionDocument> attention) {

  /** How a state is shown. */
  record Mark(String state, String glyph, String label) {}

  /** The groups of one stage. */
  record Stage(List<Group> groups) {}

  /**
   * Nodes of one stage that wait for the same.
   *
   * @param nodes their names in the order of the stage
   */
  record Group(
      String label, List<String> blockers, Map<String, Integer> counts, List<String> nodes) {}

  /**
   * One node.
   *
   * @param status what it last reported, or null
   * @param icon what its worker is at, or null while nobody fills the role
   */
  record Node(
      String name,
      String kind,
      String state,
      @Nullable String status,
      @Nullable Icon icon,
      @Nullable String branch,
      List<String> blockers,
      List<String> dependents,
      int attempts,
      @Nullable String lastError) {
    static Node of(PlanView.Node node) {
      RoleIcon icon = node.icon();
      return new Node(
          node.name(),
          node.kind().wire(),
          node.state().wire(),
          node.status() == null ? null : node.status().wire(),
          icon == null ? null : Icon.of(icon),
          node.branch(),
          node.blockers(),
          node.dependents(),
          node.attempts(),
          node.lastError());
    }
  }

  /** What a role is at (W4). */
  record Icon(String icon, String glyph, String label) {
    static Icon of(RoleIcon icon) {
      return new Icon(icon.wire(), icon.glyph(), icon.label());
    }
  }

  /** Who takes part. */
  record Role(
      String name,
      String kind,
      Icon icon,
      @Nullable String status,
      @Nullable Instant statusAt,
      boolean live) {
    static Role of(RoleView role) {
      return new Role(
          role.name(),
          role.kind().wire(),
          Icon.of(role.icon()),
          role.status() == null ? null : role.status().wire(),
          role.statusAt(),
          role.live());
    }
  }

  /** A node that somebody should look at, why, and what would let it go on. */
  record AttentionDocument(
      String kind,
      String label,
      String node,
      String state,
      @Nullable Instant since,
      String why,
      List<String> release) {
    static AttentionDocument of(Attention one) {
      return new AttentionDocument(
          one.kind().wire(),
          one.kind().label(),
          one.node(),
          one.state().wire(),
          one.since(),
          ToolWords.of(one.why()),
          one.release().stream().map(ToolWords::of).toList());
    }
  }

  static PlanDocument of(OrchestratorView view) {
    return of(view, null);
  }

  static PlanDocument of(PastView past) {
    return of(past.view(), EventDocument.of(past.event()));
  }

  private static PlanDocument of(OrchestratorView view, @Nullable EventDocument asOf) {
    OrchestratorSummary summary = view.summary();
    PlanView plan = summary.plan();
    return new PlanDocument(
        asOf,
        summary.name(),
        summary.parent(),
        summary.coordinator(),
        summary.created(),
        plan.isComplete(),
        counts(plan.counts()),
        Stream.of(ViewState.values())
            .map(state -> new Mark(state.wire(), state.glyph(), state.label()))
            .toList(),
        NodeGroup.of(plan).stream()
            .map(stage -> new Stage(stage.stream().map(PlanDocument::group).toList()))
            .toList(),
        plan.nodes().stream().map(Node::of).toList(),
        view.roles().stream().map(Role::of).toList(),
        view.attention().stream().map(AttentionDocument::of).toList());
  }

  private static Group group(NodeGroup group) {
    return new Group(
        group.label(),
        group.blockers(),
        counts(group.counts()),
        group.nodes().stream().map(PlanView.Node::name).toList());
  }

  static Map<String, Integer> counts(Map<ViewState, Integer> counts) {
    Map<String, Integer> named = new LinkedHashMap<>();
    counts.forEach((state, count) -> named.put(state.wire(), count));
    return named;
  }
}
