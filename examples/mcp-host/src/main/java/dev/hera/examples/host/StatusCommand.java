package dev.hera.examples.host;

import dev.hera.examples.host.operator.HostEntry;
import dev.hera.examples.host.operator.OrchestratorLine;
import dev.hera.examples.host.operator.OrchestratorTree;
import dev.hera.examples.host.operator.RefusedException;
import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.examples.host.terminal.HarmlessJson;
import dev.hera.launcher.git.WorkerRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hera status}: what runs. */
@Command(
    name = "status",
    description =
        "Show the host and those beside it, orchestrators with counts, and running workers.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StateOptions state;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /**
   * What runs on a state directory.
   *
   * @param host null when none runs
   * @param hosts all that start workers on its store
   * @param problem why a host's orchestrators are not known, or null
   */
  record Running(
      String state,
      @Nullable HostLine host,
      List<HostEntry> hosts,
      List<OrchestratorLine> orchestrators,
      List<WorkerLine> workers,
      @Nullable String problem) {}

  /** The host of a state directory. */
  record HostLine(@Nullable String url, long pid, String store) {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Running running = look(state.directory().toAbsolutePath());
    if (json) {
      out.println(HarmlessJson.of(running));
    } else {
      tell(running, out);
    }
    out.flush();
    if (running.problem() != null) {
      throw CannotRunException.usage(running.problem());
    }
  }

  private static Running look(Path directory) {
    List<WorkerLine> workers =
        WorkerRecords.of(directory).running().stream().map(WorkerLine::of).toList();
    String name = directory.toString();
    try {
      Optional<Owner> owner = Owner.find(directory);
      if (owner.isEmpty()) {
        return new Running(name, null, List.of(), List.of(), workers, null);
      }
      String store = StateFolder.lastStore(directory).toString();
      HostLine host = new HostLine(owner.get().url(), owner.get().pid(), store);
      return asked(
          directory, owner.get(), new Running(name, host, List.of(), List.of(), workers, null));
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the state directory " + directory + " cannot be read", e);
    }
  }

  private static Running asked(Path directory, Owner owner, Running known) throws IOException {
    if (owner.url() == null) {
      return known;
    }
    try (OperatorAccess access = OperatorAccess.remote(directory, owner)) {
      return new Running(
          known.state(),
          known.host(),
          access.operations().hosts(),
          access.operations().orchestrators(),
          known.workers(),
          null);
    } catch (RefusedException e) {
      return new Running(
          known.state(),
          known.host(),
          List.of(),
          List.of(),
          known.workers(),
          String.valueOf(e.getMessage()));
    }
  }

  private static void tell(Running running, PrintWriter out) {
    HostLine host = running.host();
    if (host == null) {
      String missing = Files.isDirectory(Path.of(running.state())) ? "" : ", which does not exist";
      out.println("No host runs on " + running.state() + missing + "; ./hera serve starts one");
    } else {
      String url = host.url() == null ? " is just starting" : " at " + host.url();
      out.println("The host" + url + ", pid " + host.pid() + ", store " + host.store());
      list("Orchestrators", new OrchestratorTree(running.orchestrators()).texts(), out);
    }
    if (!running.hosts().isEmpty()) {
      list("Hosts", running.hosts().stream().map(HostEntry::text).toList(), out);
    }
    list(
        host == null ? "Workers that still run" : "Running workers",
        running.workers().stream().map(WorkerLine::text).toList(),
        out);
  }

  private static void list(String title, List<String> lines, PrintWriter out) {
    out.println(title + (lines.isEmpty() ? ": none" : ":"));
    lines.forEach(line -> out.println("  " + line));
  }
}
