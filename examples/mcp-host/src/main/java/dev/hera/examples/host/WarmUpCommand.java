package dev.hera.examples.host;

import dev.hera.examples.host.operator.Operations;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;

/**
 * Loads the classes that commands need, for the archive of classes that {@code ./hera} has the JVM
 * write when this ends. Not for people, so no help lists it.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Runnable {
  @Override
  public void run() {
    try (DemoFolder folder = DemoFolder.open(null)) {
      List<Project> projects = List.of(folder.project());
      for (StoreAddress.Kind kind : StoreAddress.Kind.OF_FILES) {
        run(folder, projects, new StoreAddress(kind, folder.root().resolve(kind.name())));
      }
    } catch (IOException e) {
      throw new CannotRunException(ExitCode.USAGE, "there is no temporary directory", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(DemoFolder folder, List<Project> projects, StoreAddress store)
      throws IOException {
    HostSettings settings =
        new HostSettings(
            store, folder.state(), projects, List.of(), Map.of(), 1, OptionalInt.of(0), FanIn.LIST);
    try (Host host = Host.start(settings, orchestrator -> {})) {
      Operations operations =
          OperatorAccess.remote(
                  folder.state(), new Owner(ProcessHandle.current().pid(), host.url()))
              .operations();
      operations.orchestrators();
      operations.launches();
    }
  }
}
