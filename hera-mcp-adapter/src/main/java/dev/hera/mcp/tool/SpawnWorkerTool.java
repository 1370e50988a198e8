package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.plan.LaunchOptions;
import dev.hera.result.Spawned;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** {@code hera_spawn_worker}. */
final class SpawnWorkerTool implements ToolDefinition<Spawned> {
  private static final Parameter<String> PROMPT =
      Parameter.required("prompt", TextShape.FILLED, "");
  private static final Parameter<String> ROLE_NAME =
      Parameter.optional("role_name", TextShape.FILLED, "");
  private static final Parameter<String> BRANCH =
      Parameter.optional("branch", TextShape.FILLED, "");

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_spawn_worker",
        "Start a worker",
        Outline.Hints.STARTS,
        "Start one worker at once, outside of the plan. It reads how to report to you, then"
            + " prompt. project, backend, model as in hera_plan; its branch begins at branch,"
            + " which must exist. Without role_name its name is made of the prompt; a taken one"
            + " gets -2. If the start fails nothing of it remains (launch_failed). Work that must"
            + " wait for other work: hera_plan.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD,
        PROMPT,
        ROLE_NAME,
        Parameters.PROJECT,
        BRANCH,
        Parameters.BACKEND,
        Parameters.MODEL,
        Parameters.ORCHESTRATOR,
        Parameters.KEY);
  }

  @Override
  public Output<Spawned> output() {
    return Output.<Spawned>empty()
        .text("orchestrator", Spawned::orchestrator)
        .text("role_name", Spawned::roleName)
        .number("binding_id", spawned -> spawned.bindingId().value())
        .number("task_id", spawned -> spawned.taskId().value())
        .textOrNull("project", Spawned::project)
        .textOrNull("branch", Spawned::branch)
        .textOrNull("worktree", Spawned::worktree);
  }

  @Override
  public String parameter(String path) {
    return path.equals("baseBranch") ? BRANCH.name() : ToolDefinition.super.parameter(path);
  }

  @Override
  public Spawned run(ToolCall call) {
    Arguments arguments = call.arguments();
    LaunchOptions options =
        new LaunchOptions(
            arguments.find(BRANCH),
            arguments.find(Parameters.MODEL),
            arguments.find(Parameters.BACKEND));
    return call.coordinator()
        .spawn(
            arguments.get(PROMPT),
            arguments.find(ROLE_NAME),
            arguments.find(Parameters.PROJECT),
            options);
  }

  @Override
  public Optional<Mono<Function<ToolCall, Mono<Spawned>>>> askLater(ToolCall call) {
    return once(call);
  }

  @Override
  public String tell(Spawned spawned) {
    return "Worker \"" + spawned.roleName() + "\" runs as task " + spawned.taskId().value() + ".";
  }
}
