package dev.hera.examples.host;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.plan.LaunchDecision;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hera decide}: a person says whether a worker runs of which Hera cannot tell (G27). */
@Command(
    name = "decide",
    description = {
      "Decide of a node that is held because nobody can tell whether its worker runs.",
      "adopt: it runs, and is waited for.",
      "retry: it does not run; a node that never worked is started again.",
      "give-up: it is not wanted any more; a node that never worked is cancelled.",
      "One that has worked keeps its task after both, and can be revived."
    },
    mixinStandardHelpOptions = true)
final class DecideCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Parameters(index = "0", paramLabel = "ORCHESTRATOR", description = "the orchestrator")
  private String orchestrator;

  @SuppressWarnings("NullAway.Init")
  @Parameters(index = "1", paramLabel = "ROLE", description = "the node")
  private String role;

  @SuppressWarnings("NullAway.Init")
  @Parameters(index = "2", paramLabel = "DECISION", description = "adopt, retry or give-up")
  private String decision;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private OperatorOptions operator;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    LaunchDecision taken = decision();
    try (OperatorAccess access = operator.open()) {
      OperatorAccess.named(access.operations(), orchestrator);
      access.operations().decide(orchestrator, role, taken);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(orchestrator.strip() + "/" + role.strip() + ": " + told(taken));
    out.flush();
  }

  private LaunchDecision decision() {
    return switch (decision) {
      case "adopt" -> LaunchDecision.ADOPT;
      case "retry" -> LaunchDecision.RETRY;
      case "give-up", "give_up" -> LaunchDecision.GIVE_UP;
      default ->
          throw CannotRunException.usage(
              "a decision is adopt, retry or give-up, and not " + decision);
    };
  }

  private static String told(LaunchDecision taken) {
    return switch (taken) {
      case ADOPT -> "adopted, its worker is waited for";
      case RETRY -> "not running; a node that never worked is started again";
      case GIVE_UP -> "given up; a node that never worked is cancelled";
    };
  }
}
