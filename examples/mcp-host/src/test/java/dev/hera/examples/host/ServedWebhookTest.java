package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.webhook.HookServer;
import dev.hera.examples.host.webhook.HookServer.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --webhook}, seen from outside, with a worker that ends without a word. */
@Timeout(180)
class ServedWebhookTest {
  @TempDir Path directory;
  private Path shop;
  private HookServer receiver;
  private final List<HeraProcess> hosts = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    receiver = new HookServer();
  }

  @AfterEach
  void close() {
    hosts.forEach(HeraProcess::close);
    receiver.close();
  }

  private HeraProcess serve(Map<String, String> environment) throws Exception {
    HeraProcess host =
        HeraProcess.start(
            shop,
            environment,
            List.of(),
            List.of(
                "serve",
                "--state",
                directory.resolve("state").toString(),
                "--ready-file",
                directory.resolve("ready.json").toString(),
                "--port",
                "0",
                "--worker",
                "/bin/sh -c 'exit 3'",
                "--webhook",
                receiver.url().toString()));
    hosts.add(host);
    return host;
  }

  private LeadSession lead(HeraProcess host) throws Exception {
    host.awaitError("The operator's token is in ");
    return new LeadSession(HeraProcess.ready(directory.resolve("ready.json")), shop);
  }

  @Test
  void a_receiver_hears_of_a_failed_worker_and_checks_with_the_secret_of_the_state_directory()
      throws Exception {
    receiver.answers(503);
    HeraProcess host = serve(Map.of());
    lead(host).open("o").plan(List.of(Map.of("name", "a", "prompt", "p")));
    String told = host.awaitErrorWith("Webhooks are signed with the secret in ");
    String secret = Files.readString(Path.of(told.substring(told.lastIndexOf(' ') + 1))).strip();
    String id = null;
    for (int i = 0; i < 2; i++) {
      Request request = receiver.next();
      assertThat(request.type() + request.node()).isEqualTo("node.faileda");
      assertThat(request.json().toString()).contains("exited with code 3");
      assertThat(request.isSignedWith(secret)).isTrue();
      assertThat(id == null ? request.id() : id).isEqualTo(request.id());
      id = request.id();
    }
    assertThat(host.stop()).isZero();
    assertThat(host.errors()).noneMatch(line -> line.contains("whsec_"));
  }

  @Test
  void a_receiver_that_hangs_delays_neither_work_nor_the_end_and_the_next_host_tells_it()
      throws Exception {
    receiver.answers(0);
    Map<String, String> environment = Map.of("HERA_WEBHOOK_SECRET", HookServer.SECRET);
    HeraProcess first = serve(environment);
    LeadSession lead = lead(first).open("o");
    lead.plan(List.of(Map.of("name", "a", "prompt", "p")));
    String id = receiver.next().id();
    lead.call("hera_plan_show", Map.of());
    assertThat(first.stop()).isZero();

    HeraProcess second = serve(environment);
    Request again = receiver.next();
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.isSignedWith(HookServer.SECRET)).isTrue();
    assertThat(second.stop()).isZero();
    assertThat(directory.resolve("state/webhook.secret")).doesNotExist();
  }
}
