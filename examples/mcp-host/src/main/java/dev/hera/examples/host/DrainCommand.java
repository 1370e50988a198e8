package dev.hera.examples.host;

import dev.hera.examples.host.operator.HostEntry;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hera drain}: has a host start nothing new. */
@Command(
    name = "drain",
    description = {
      "Have a host start nothing new; its running workers finish.",
      "It is undone by --undo, and when the host starts again."
    },
    mixinStandardHelpOptions = true)
final class DrainCommand implements Runnable {
  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "a host of the same store, see hera status; by default the one of --state")
  private @Nullable String host;

  @Option(names = "--undo", description = "have it start workers again")
  private boolean undo;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private OperatorOptions operator;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    HostEntry now;
    try (OperatorAccess access = operator.open()) {
      now = access.operations().drain(host, undo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(now.text());
    out.flush();
  }
}
