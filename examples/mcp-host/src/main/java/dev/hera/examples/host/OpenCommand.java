package dev.hera.examples.host;

import dev.hera.examples.host.operator.RemoteOperations;
import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
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
  private StateOptions state;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StoreOption store;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Path directory = state.existing();
    PrintWriter out = spec.commandLine().getOut();
    try {
      Optional<Owner> owner = OperatorAccess.listening(directory);
      if (owner.isEmpty()) {
        throw CannotRunException.usage(
            "no host runs on " + directory + "; start one with ./hera serve");
      }
      OperatorAccess.requireStore(owner.get(), StateFolder.lastStore(directory), store.address());
      URI url = URI.create(String.valueOf(owner.get().url()));
      out.println(new RemoteOperations(url, OperatorAccess.token(directory)).link());
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the state directory " + directory + " cannot be read", e);
    }
    out.flush();
  }
}
