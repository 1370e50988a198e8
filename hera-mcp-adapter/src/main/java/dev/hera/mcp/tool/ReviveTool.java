package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.result.Revived;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** {@code hera_revive}. */
final class ReviveTool implements ToolDefinition<Revived> {

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_revive",
        "Restart a session",
        Outline.Hints.STARTS,
        "Start a new session for a role whose session ended; a live one is left alone"
            + " (outcome skipped_...). unsupported: it has none that Hera started. The old"
            + " session's token counts no more.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, Parameters.ROLE_NAME, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<Revived> output() {
    return Output.<Revived>empty()
        .text("role_name", Revived::roleName)
        .text("outcome", revived -> revived.outcome().wire());
  }

  @Override
  public Revived run(ToolCall call) {
    return call.coordinator().revive(call.arguments().get(Parameters.ROLE_NAME));
  }

  @Override
  public Optional<Mono<Function<ToolCall, Mono<Revived>>>> askLater(ToolCall call) {
    return once(call);
  }

  @Override
  public String tell(Revived revived) {
    return "Session of \"" + revived.roleName() + "\": " + tell(revived.outcome()) + ".";
  }

  private static String tell(Revived.Outcome outcome) {
    return switch (outcome) {
      case RESTARTED -> "restarted";
      case SKIPPED_BUSY -> "left alone, it is at work";
      case SKIPPED_PROMPTING -> "left alone, it is blocked and waits for an answer";
      case SKIPPED_IDLE -> "left alone, it is idle; write to it";
      case SKIPPED_STARTING -> "left alone, it is just starting";
      case UNSUPPORTED -> "not restarted, it has no session that Hera started";
    };
  }
}
