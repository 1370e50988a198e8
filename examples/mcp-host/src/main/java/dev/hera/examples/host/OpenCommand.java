package dev.hera.examples.host;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hera open}: a link to the dashboard of the host that runs. */
@Command(
    name = "open",
    description = "Print a new link to the dashboard, good once and for ten minutes.",
    mixinStandardHelpOptions = true)
final class OpenCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Mixin
  private OperatorOptions operator;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(operator.host().operations().link());
    out.flush();
  }
}
