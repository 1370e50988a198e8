package dev.hera.examples.host;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.launcher.git.WorkerRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hera stop}: ends one worker, whether a host runs or not. */
@Command(
    name = "stop",
    description = "Stop a worker with all that it started; what waits for it is held then.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Mixin
  private WorkerChoice choice;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StateOptions state;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    WorkerRecords workers = WorkerRecords.of(state.existing());
    WorkerRun worker = choice.among(workers.all());
    PrintWriter out = spec.commandLine().getOut();
    String name = WorkerChoice.full(worker);
    List<String> left = workers.stop(worker.key());
    if (!left.isEmpty()) {
      throw CannotRunException.usage(
          "of " + name + " could not be ended: " + String.join(", ", left));
    }
    OptionalInt code = choice.among(workers.all()).exitCode();
    out.println(
        name
            + (worker.running() ? " is stopped" : " had ended before")
            + (code.isEmpty() ? "" : " (exit code " + code.getAsInt() + ")"));
    out.flush();
  }
}
