package dev.hera.plan;

import dev.hera.role.NodeKind;
import dev.hera.role.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is submitted: nodes in their order, and edges by name. An endpoint of an edge names
 * a node of this plan first, else an active role of the orchestrator. Immutable.
 */
public record Plan(List<Node> nodes, List<Dependency> edges) {

  public Plan {
    nodes = Required.all("nodes", nodes);
    edges = Required.all("edges", edges);
  }

  /** A plan to be filled; not thread-safe. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * One node.
   *
   * @param prompt the mission of a {@code worker}; null for a {@code subcoord}
   * @param goal the goal of a {@code subcoord}; null for a {@code worker}
   * @param project the project it works in; null for the project of the coordinator's task
   * @param options what the launcher is asked for beyond that
   */
  public record Node(
      String name,
      NodeKind kind,
      @Nullable String prompt,
      @Nullable String goal,
      @Nullable String project,
      LaunchOptions options) {

    /** A node for which nothing is asked of the launcher. */
    public Node(
        String name,
        NodeKind kind,
        @Nullable String prompt,
        @Nullable String goal,
        @Nullable String project) {
      this(name, kind, prompt, goal, project, LaunchOptions.NONE);
    }

    /** The node, its worker started with these options. */
    public Node with(LaunchOptions options) {
      return new Node(name, kind, prompt, goal, project, options);
    }

    public Node {
      Required.given("name", name);
      Required.given("kind", kind);
      Required.given("options", options);
    }

    /** A worker node in the coordinator's own project. */
    public static Node worker(String name, String prompt) {
      return new Node(name, NodeKind.WORKER, Required.given("prompt", prompt), null, null);
    }

    /** A sub-coordinator node, whose worker leads a plan of its own to reach the goal (G20). */
    public static Node subcoord(String name, String goal) {
      return new Node(name, NodeKind.SUBCOORD, null, Required.given("goal", goal), null);
    }
  }

  /** By name: {@code blocked} waits for {@code blocker}. */
  public record Dependency(String blocked, String blocker) {
    public Dependency {
      Required.given("blocked", blocked);
      Required.given("blocker", blocker);
    }
  }

  /** Collects nodes and edges in their order. */
  public static final class Builder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Dependency> edges = new ArrayList<>();

    private Builder() {}

    /** Adds a worker node. */
    public Builder node(String name, String prompt) {
      return node(Node.worker(name, prompt));
    }

    /** Adds a node. */
    public Builder node(Node node) {
      nodes.add(Required.given("node", node));
      return this;
    }

    /**
     * Makes the node added last wait for these.
     *
     * @throws IllegalStateException when no node was added yet
     */
    public Builder after(String... blockers) {
      if (nodes.isEmpty()) {
        throw new IllegalStateException("after(...) follows the node that waits; add a node first");
      }
      String blocked = nodes.get(nodes.size() - 1).name();
      for (String blocker : Required.given("blockers", blockers)) {
        edge(blocked, blocker);
      }
      return this;
    }

    /** Makes {@code blocked} wait for {@code blocker}. */
    public Builder edge(String blocked, String blocker) {
      edges.add(new Dependency(blocked, blocker));
      return this;
    }

    /** The plan collected so far. */
    public Plan build() {
      return new Plan(nodes, edges);
    }
  }
}
