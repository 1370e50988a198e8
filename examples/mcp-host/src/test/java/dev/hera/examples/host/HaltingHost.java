package dev.hera.examples.host;

import dev.hera.Hera;
import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Tokens;
import dev.hera.examples.host.server.McpServers;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.store.sqlite.SqliteStore;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** An app that embeds Hera with the parts of the host, and may end at a point of {@link Halt}. */
final class HaltingHost {
  static final String LISTENS = "Listens at ";

  private HaltingHost() {}

  /** Database, launcher's directory, repository, port, worker, point, which time. */
  public static void main(String[] arguments) throws Exception {
    Halt halt = Halt.at(Halt.Point.valueOf(arguments[5]), Integer.parseInt(arguments[6]));
    HttpFront front = HttpFront.open(Integer.parseInt(arguments[3]));
    String url = "http://127.0.0.1:" + front.port() + HttpFront.MCP_PATH;
    GitLauncher launcher =
        GitLauncher.builder(Path.of(arguments[1]), WorkerCommand.parse(arguments[4]), () -> url)
            .project(Project.of("shop", Path.of(arguments[2])))
            .build();
    Hera hera =
        Hera.builder(halt.around(SqliteStore.open(Path.of(arguments[0]))))
            .launcher(halt.around(launcher))
            .directories(launcher.directories())
            .sweepInterval(Duration.ofSeconds(1))
            .build();
    McpServers.classic(hera, front.transport());
    front.start(
        new Tokens(UUID.randomUUID().toString(), hera::isWorkerToken),
        McpServers.modern(hera, McpServers.updates(hera)),
        new HttpServlet() {});
    System.err.println(LISTENS + front.port());
    hera.start();
    Thread.currentThread().join();
  }
}
