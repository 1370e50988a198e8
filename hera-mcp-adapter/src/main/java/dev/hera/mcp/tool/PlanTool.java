package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.ListShape;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.plan.Plan;
import dev.hera.result.Submitted;
import java.util.List;
import java.util.stream.Collectors;

/** {@code hera_plan}. */
final class PlanTool implements ToolDefinition<Submitted> {
  private static final Parameter<List<Arguments>> NODES =
      Parameter.required(
          "nodes",
          new ListShape<>(
              Input.of(
                  Parameters.NAME,
                  Parameters.PROMPT,
                  Parameters.GOAL,
                  Parameters.PROJECT,
                  Parameters.NODE_KIND,
                  Parameters.BACKEND,
                  Parameters.MODEL),
              false),
          "");
  private static final Parameter<List<Arguments>> EDGES =
      Parameter.optional(
          "edges", new ListShape<>(Input.of(Parameters.BLOCKED, Parameters.BLOCKER), true), "");
  private static final Output<Submitted.Node> NODE =
      Output.<Submitted.Node>empty()
          .text("requested_name", Submitted.Node::requestedName)
          .text("name", Submitted.Node::name)
          .number("role_id", node -> node.roleId().value())
          .text("state", node -> node.state().wire());

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_plan",
        "Submit a plan",
        Outline.Hints.ADDS,
        "Add a whole graph, or nothing of it. A node starts by itself the moment all its"
            + " blockers are done: a worker in a worktree of its own, on a new branch that begins"
            + " at its blocker's (the last started of several; base_branch for a root). It reads"
            + " how to report, then prompt (at most 120 KB). Only commits reach dependents. kind"
            + " worker (default) needs prompt; subcoord needs goal and leads a plan of its own"
            + " for it. project: default yours; hera_join lists all. backend: one of the host's"
            + " agent commands; model: handed to it. An edge names a node of this call first,"
            + " else an existing role. Names: 1 to 64 letters, digits, '.', '_', '-', the first a"
            + " letter or digit. A taken one gets -2: use the names in the result.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, NODES, EDGES, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<Submitted> output() {
    return Output.<Submitted>empty()
        .text("orchestrator", Submitted::orchestrator)
        .list("nodes", NODE, Submitted::nodes)
        .number("edges_created", Submitted::edgesCreated)
        .texts("released", Submitted::released)
        .texts("held", Submitted::held);
  }

  @Override
  public Submitted run(ToolCall call) {
    List<Plan.Node> nodes = call.arguments().get(NODES).stream().map(PlanNodeTool::node).toList();
    List<Plan.Dependency> edges =
        call.arguments().find(EDGES, List.of()).stream().map(PlanTool::edge).toList();
    return call.coordinator().submit(new Plan(nodes, edges));
  }

  private static Plan.Dependency edge(Arguments edge) {
    return new Plan.Dependency(edge.get(Parameters.BLOCKED), edge.get(Parameters.BLOCKER));
  }

  @Override
  public String tell(Submitted plan) {
    return "Planned "
        + plan.nodes().stream().map(Submitted.Node::name).collect(Collectors.joining(", "))
        + " with "
        + plan.edgesCreated()
        + (plan.edgesCreated() == 1 ? " new edge." : " new edges.")
        + Followed.tell(plan.released(), plan.held())
        + Followed.renamed(
            plan.nodes().stream()
                .filter(node -> !node.name().equals(node.requestedName()))
                .map(Submitted.Node::name)
                .toList());
  }
}
