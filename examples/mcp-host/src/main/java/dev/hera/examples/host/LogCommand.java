package dev.hera.examples.host;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.examples.host.terminal.HarmlessText;
import dev.hera.examples.host.terminal.Terminal;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.launcher.git.WorkerRun;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hera log}: what a worker wrote, whether a host runs or not. */
@Command(
    name = "log",
    description = "Print a worker's log, or follow it while the worker runs.",
    mixinStandardHelpOptions = true)
final class LogCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Mixin
  private WorkerChoice choice;

  @Option(
      names = {"-f", "--follow"},
      description = "go on as the log grows, until the worker has ended")
  private boolean follow;

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
    try (OutputStream out = output()) {
      WorkerLog log = new WorkerLog(worker.log(), out);
      if (follow) {
        log.follow(() -> workers.find(worker.key()).filter(WorkerRun::running).isPresent());
      } else {
        log.print();
      }
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the log of " + WorkerChoice.full(worker) + " cannot be shown", e);
    }
    if (follow) {
      workers.find(worker.key()).ifPresent(this::tellEnd);
    }
  }

  private static OutputStream output() {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    return Terminal.isOutput() ? new HarmlessText(out) : out;
  }

  private void tellEnd(WorkerRun ended) {
    OptionalInt code = ended.exitCode();
    spec.commandLine()
        .getErr()
        .println(
            WorkerChoice.full(ended)
                + " has ended"
                + (code.isEmpty() ? "" : " with exit code " + code.getAsInt()));
  }
}
