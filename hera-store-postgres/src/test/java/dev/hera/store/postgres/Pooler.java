package dev.hera.store.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PgBouncer in transaction mode before a server, where the machine has that program. */
final class Pooler implements AutoCloseable {
  private final Process process;
  private final int port;

  private Pooler(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; the test is skipped where there is none. */
  static Pooler start(int serverPort) throws IOException {
    Optional<Path> program =
        Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "pgbouncer is not installed; the run through it is skipped");
    int port = freePort();
    Path settings = Files.createTempFile("hera-pooler", ".ini");
    Files.writeString(
        settings,
        """
            [databases]
            postgres = host=127.0.0.1 port=%d dbname=postgres user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 20
            max_client_conn = 500
            ignore_startup_parameters = extra_float_digits
            """
            .formatted(serverPort, port));
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(settings.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Pooler pooler = new Pooler(process, port);
    pooler.awaitReady();
    Files.delete(settings);
    return pooler;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Reads on when it is ready, so that it is never held up by what it says. */
  private void awaitReady() throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains("process up")) {
        Thread reading = new Thread(() -> lines.lines().forEach(each -> {}), "pooler");
        reading.setDaemon(true);
        reading.start();
        return;
      }
    }
    throw new IOException("pgbouncer did not start: " + said);
  }

  /** The URL of a schema; prepared statements are of one transaction, as older poolers need. */
  String url(String schema) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/postgres?user=postgres&prepareThreshold=0&currentSchema="
        + schema;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
