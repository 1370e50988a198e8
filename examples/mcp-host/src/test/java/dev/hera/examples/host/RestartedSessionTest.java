package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An MCP session outlives its host, for clients that never open another one. */
@Timeout(60)
class RestartedSessionTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\"}";

  @TempDir Path directory;

  private Host start(Path shop, String state) {
    return Host.start(
        new HostSettings(
            null,
            directory.resolve(state),
            List.of(Project.of("shop", shop)),
            List.of(),
            Map.of(),
            1,
            OptionalInt.of(0),
            FanIn.LIST),
        orchestrator -> {});
  }

  private static int status(Host host, String verb, String session, String body) throws Exception {
    int port = URI.create(host.url()).getPort();
    return RawHttp.send(
            port,
            verb + " /mcp HTTP/1.1",
            List.of(
                "Host: 127.0.0.1:" + port,
                "Authorization: Bearer " + host.token(),
                "Content-Type: application/json",
                "Accept: application/json, text/event-stream",
                "Mcp-Session-Id: " + session),
            body.getBytes(StandardCharsets.UTF_8))
        .status();
  }

  @Test
  void a_session_goes_on_after_a_restart_until_its_client_ends_it() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    SharedSession client;
    String token;
    try (Host first = start(shop, "state")) {
      token = first.token();
      client = new SharedSession(first.url(), token);
    }
    try (Host second = start(shop, "state")) {
      client
          .call(
              token,
              "hera_new_orchestrator",
              Map.of("cwd", shop.toString(), "name", "o", "coordinator_role_name", "lead"))
          .fine();
      String session = client.id();
      assertThat(status(second, "POST", session, PING)).isEqualTo(200);
      assertThat(status(second, "POST", session + "x", PING)).isEqualTo(404);
      assertThat(status(second, "DELETE", session, "")).isEqualTo(200);
      assertThat(status(second, "POST", session, PING)).isEqualTo(404);
      try (Host stranger = start(shop, "other")) {
        assertThat(status(stranger, "POST", session, PING)).isEqualTo(404);
      }
    }
  }
}
