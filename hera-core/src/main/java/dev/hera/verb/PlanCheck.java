package dev.hera.verb;

import dev.hera.error.DuplicateNameException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.Plan;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.vocabulary.Quotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a plan can be checked without the store (V2, V9). */
public final class PlanCheck {
  private PlanCheck() {}

  /** The plan with its names trimmed. */
  public static Plan check(Plan plan) {
    if (plan.nodes().isEmpty()) {
      throw new InvalidArgumentException("nodes", "is empty; give at least one node");
    }
    List<Plan.Node> nodes = new ArrayList<>();
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < plan.nodes().size(); i++) {
      Plan.Node node = checkNode("nodes[" + i + "].", plan.nodes().get(i));
      Integer first = indexes.putIfAbsent(node.name(), i);
      if (first != null) {
        throw new DuplicateNameException(node.name(), first, i);
      }
      nodes.add(node);
    }
    List<Plan.Dependency> edges =
        plan.edges().stream()
            .map(edge -> new Plan.Dependency(edge.blocked().strip(), edge.blocker().strip()))
            .toList();
    return new Plan(nodes, edges);
  }

  /**
   * Checks one node.
   *
   * @param path what stands before the names of its fields in a refusal
   */
  public static Plan.Node checkNode(String path, Plan.Node node) {
    String name = Names.check(path + "name", node.name());
    boolean worker = node.kind() == NodeKind.WORKER;
    String mission = worker ? node.prompt() : node.goal();
    String other = worker ? node.goal() : node.prompt();
    String field = worker ? "prompt" : "goal";
    if (other != null) {
      throw new InvalidArgumentException(
          path + (worker ? "goal" : "prompt"),
          "does not belong to a " + node.kind().wire() + " node; give " + field + " instead");
    }
    Names.requireText(path + field, mission == null ? "" : mission);
    String project =
        node.project() == null ? null : Names.requireText(path + "project", node.project()).strip();
    return new Plan.Node(
        name,
        node.kind(),
        node.prompt(),
        node.goal(),
        project,
        Backends.checkForm(path, node.options()));
  }

  /**
   * Checks what is to be changed of a node.
   *
   * @throws InvalidArgumentException when nothing is
   */
  public static NodeEdit checkEdit(NodeEdit edit) {
    if (edit.isEmpty()) {
      throw new InvalidArgumentException(
          "prompt", "give prompt, project, goal, model, backend or `baseBranch` to change");
    }
    requireNotBlank("prompt", edit.prompt());
    requireNotBlank("goal", edit.goal());
    requireNotBlank("project", edit.project());
    if (edit.options().baseBranch() != null) {
      Names.requireLine("baseBranch", edit.options().baseBranch());
    }
    return new NodeEdit(
        edit.prompt(),
        edit.project() == null ? null : edit.project().strip(),
        edit.goal(),
        Backends.checkForm("", edit.options()));
  }

  /** Refuses a text that is given and blank. */
  public static void requireNotBlank(String field, @Nullable String text) {
    if (text != null) {
      Names.requireText(field, text);
    }
  }

  /** The node's mission when it is edited so; refuses the mission of the other kind of node. */
  static String mission(Role node, NodeEdit edit) {
    String wrong = node.nodeKind() == NodeKind.WORKER ? edit.goal() : edit.prompt();
    if (wrong != null) {
      throw new InvalidArgumentException(
          node.nodeKind() == NodeKind.WORKER ? "goal" : "prompt",
          Quotation.of(node.name())
              + " is a "
              + node.nodeKind().wire()
              + "; give its "
              + missionField(node)
              + " instead");
    }
    String given = node.nodeKind() == NodeKind.WORKER ? edit.prompt() : edit.goal();
    return given == null ? node.prompt() : given;
  }

  static String missionField(Role node) {
    return node.nodeKind() == NodeKind.WORKER ? "prompt" : "goal";
  }
}
