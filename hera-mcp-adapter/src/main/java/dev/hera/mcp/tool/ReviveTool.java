package dev.hera.mcp.tool;

import dev.hera.Coordinator;
import dev.hera.error.InvalidArgumentException;
import dev.hera.mcp.person.Question;
import dev.hera.mcp.person.Reply;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.plan.LaunchDecision;
import dev.hera.result.Revived;
import dev.hera.result.UnknownLaunch;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** {@code hera_revive}. */
final class ReviveTool implements ToolDefinition<Revived> {
  private static final List<String> DECISIONS =
      Stream.of(LaunchDecision.values()).map(LaunchDecision::wire).toList();

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_revive",
        "Restart a session",
        Outline.Hints.STARTS,
        "Start a new session for a role whose session ended; a live one is left alone"
            + " (outcome skipped_...). unsupported: it has none that Hera started. The old"
            + " session's token counts no more. launch_unknown: a person decides; a client with"
            + " elicitation asks its user.");
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
    Coordinator coordinator = call.coordinator();
    String role = call.arguments().get(Parameters.ROLE_NAME);
    Reply reply = call.reply();
    return reply == null || reply.choice() == null
        ? coordinator.revive(role)
        : coordinator.decideLaunch(role, epoch(reply, role), decision(reply.choice()));
  }

  @Override
  public Optional<Question> question(ToolCall call) {
    return call.coordinator()
        .unknownLaunch(call.arguments().get(Parameters.ROLE_NAME))
        .map(ReviveTool::question);
  }

  private static Question question(UnknownLaunch launch) {
    return new Question(
        launch.epoch() + " " + launch.roleName(),
        ("Hera cannot tell whether the worker of \"%s\" runs: %s. Look whether it does."
                + " adopt: it runs, and is waited for. retry: it does not run; a node that never"
                + " worked is started again. give_up: it is not wanted any more; a node that never"
                + " worked is cancelled. One that has worked can be revived after both.")
            .formatted(launch.roleName(), launch.why()),
        DECISIONS);
  }

  /** The start that the person was asked about; none has a number below zero. */
  private static int epoch(Reply reply, String role) {
    String[] subject = reply.subject().split(" ", 2);
    return subject.length == 2
            && subject[1].equals(role.strip())
            && subject[0].matches("[0-9]{1,9}")
        ? Integer.parseInt(subject[0])
        : -1;
  }

  private static LaunchDecision decision(String choice) {
    return Stream.of(LaunchDecision.values())
        .filter(one -> one.wire().equals(choice))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidArgumentException(
                    Question.CHOICE, "the person's answer is none of " + DECISIONS));
  }

  @Override
  public Optional<Mono<Function<ToolCall, Mono<Revived>>>> askLater(ToolCall call) {
    return call.reply() == null ? once(call) : Optional.empty();
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
      case LAUNCH_UNKNOWN ->
          "left alone, nobody can tell whether it runs, and no person has decided. Ask your user"
              + " to look, and to decide (in Hera's own host: ./hera decide ORCHESTRATOR ROLE"
              + " adopt|retry|give-up)";
      case ADOPTED -> "a person says that it runs; it is waited for";
      case RETRIED ->
          "a person says that it does not run; a node that never worked is started again by"
              + " itself";
      case GIVEN_UP -> "a person gave it up; a node that never worked is cancelled";
      case UNSUPPORTED -> "not restarted, it has no session that Hera started";
    };
  }
}
