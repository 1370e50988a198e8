package dev.hera.examples.host;

import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.stdio.DetachedHost;
import dev.hera.examples.host.stdio.Forwarder;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hera stdio}: one MCP session on standard input and output, for the agent that starts it.
 */
@Command(
    name = "stdio",
    description = {
      "Serve MCP on standard input and output, for the agent CLI that starts it:",
      "forwards to the host of the state directory, and starts one when there is none."
    },
    mixinStandardHelpOptions = true)
final class StdioCommand implements Runnable {
  private static final String LOG = "stdio-host.log";
  private static final long POLL_MILLIS = 20;

  @Option(
      names = "--cwd",
      paramLabel = "DIR",
      description = "the directory that the agent acts from; by default the current one")
  private Path cwd = Path.of("");

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StateOptions state;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StoreOption store;

  @Override
  public void run() {
    Path directory = state.directory().toAbsolutePath();
    try {
      Path from = cwd.toRealPath();
      Owner owner = owner(directory, from, store.address());
      String token = OperatorAccess.token(directory);
      PrintStream out =
          new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
      new Forwarder(URI.create(String.valueOf(owner.url())), token, from.toString(), out)
          .run(System.in);
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the directory " + cwd + " or " + directory + " cannot be read", e);
    }
  }

  /** The host of the state directory, started when there is none; of several one wins. */
  private static Owner owner(Path directory, Path from, @Nullable StoreAddress store)
      throws IOException {
    Optional<Owner> owner = OperatorAccess.listening(directory);
    if (owner.isPresent()) {
      OperatorAccess.requireStore(owner.get(), StateFolder.lastStore(directory), store);
      return owner.get();
    }
    Path log = StateFolder.emptyLog(directory, LOG);
    DetachedHost host = DetachedHost.start(from, log, arguments(directory, store));
    while (owner.isEmpty()) {
      OptionalInt ended = host.exitCode();
      pause();
      owner = OperatorAccess.listening(directory);
      if (ended.isPresent() && owner.isEmpty()) {
        throw new CannotRunException(
            ExitCode.ofFailure(ended.getAsInt()).orElse(ExitCode.USAGE),
            "no host came up on " + directory + ": " + Files.readString(log).strip());
      }
    }
    host.leave();
    return owner.get();
  }

  private static List<String> arguments(Path directory, @Nullable StoreAddress store) {
    List<String> arguments =
        new ArrayList<>(List.of(ServeCommand.ANY_PORT, "--state", directory.toString()));
    if (store != null) {
      arguments.addAll(List.of("--store", store.toString()));
    }
    return arguments;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a host starts", e);
    }
  }
}
