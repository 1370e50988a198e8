package dev.hera.examples.host;

import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A host with one project, {@code shop}, and no worker's command, on a free port. */
public final class ShopHost {
  private ShopHost() {}

  /**
   * Starts one.
   *
   * @param directory where its state directory is to be
   * @param shop the project's repository
   */
  public static Host start(Path directory, Path shop, int maxWorkers) throws IOException {
    return Host.start(
        new HostSettings(
            null,
            directory.resolve("state"),
            List.of(Project.of("shop", shop)),
            List.of(),
            Map.of(),
            maxWorkers,
            OptionalInt.of(0),
            FanIn.LIST),
        orchestrator -> {});
  }
}
