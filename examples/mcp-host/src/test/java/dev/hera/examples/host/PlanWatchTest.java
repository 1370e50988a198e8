package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.JsonNode;

/** {@code plan --watch} beside a real host that is killed and started again elsewhere (W11). */
@Timeout(180)
class PlanWatchTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  @TempDir Path directory;
  private Path shop;
  private final List<HeraProcess> processes = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
  }

  @AfterEach
  void close() {
    processes.forEach(HeraProcess::close);
  }

  private String state() {
    return directory.resolve("state").toString();
  }

  private HeraProcess serve() throws Exception {
    HeraProcess host = HeraProcess.serve(shop, readyFile(), "--state", state(), "--port", "0");
    processes.add(host);
    return host;
  }

  private HeraProcess watch() throws Exception {
    HeraProcess watch =
        HeraProcess.start(
            shop, Map.of(), List.of(), List.of("plan", "o", "--watch", "--state", state()));
    processes.add(watch);
    return watch;
  }

  private Path readyFile() {
    return directory.resolve("ready.json");
  }

  private LeadSession lead() throws Exception {
    return new LeadSession(HeraProcess.ready(readyFile()), shop);
  }

  private static List<Map<String, String>> node(String name) {
    return List.of(Map.of("name", name, "prompt", "p"));
  }

  /** Kills the host and starts one on another port. */
  private void restartElsewhere(HeraProcess host, Waiting untilLost) throws Exception {
    JsonNode before = HeraProcess.ready(readyFile());
    host.kill();
    untilLost.run();
    int port = URI.create(before.path("url").stringValue()).getPort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      serve();
      assertThat(taken.isBound()).isTrue();
    }
    assertThat(HeraProcess.ready(readyFile()).path("url")).isNotEqualTo(before.path("url"));
  }

  private interface Waiting {
    void run() throws Exception;
  }

  @Test
  void into_a_pipe_it_prints_the_plan_of_the_next_host_until_the_plan_is_complete()
      throws Exception {
    HeraProcess host = serve();
    lead().open("o").plan(node("first"));
    HeraProcess watch = watch();
    watch.awaitOutput("first");
    restartElsewhere(host, () -> watch.awaitErrorWith("does not answer; trying again"));

    LeadSession lead = lead();
    lead.plan(node("second"));
    watch.awaitOutput("second");
    lead.call("hera_plan_node_cancel", Map.of("name", "first"));
    lead.call("hera_plan_node_cancel", Map.of("name", "second"));
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.output()).anyMatch(line -> line.contains("cancelled"));
    assertThat(watch.errors()).hasSize(1);
  }

  @Test
  void it_ends_with_a_word_when_its_orchestrator_is_archived() throws Exception {
    serve();
    lead().open("o").plan(node("first"));
    HeraProcess watch = watch();
    watch.awaitOutput("first");
    lead().call("hera_archive", Map.of());
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.errors()).containsExactly("o was archived");
  }

  @Test
  void on_a_terminal_it_says_that_the_host_is_gone_and_draws_the_plan_of_the_next_one()
      throws Exception {
    assumeThat(SCRIPT).isExecutable();
    HeraProcess host = serve();
    lead().open("o").plan(node("first"));
    Process watch =
        new ProcessBuilder(SCRIPT.toString(), "-qec", watchOnTerminal(), "/dev/null")
            .redirectErrorStream(true)
            .start();
    try {
      Screen screen = new Screen(watch.getInputStream());
      screen.await("first");
      restartElsewhere(host, () -> screen.await("does not answer"));
      lead().plan(node("second"));
      screen.await("second");
      OutputStream keys = watch.getOutputStream();
      keys.write('q');
      keys.flush();
      assertThat(watch.waitFor()).isZero();
    } finally {
      watch.destroyForcibly();
    }
  }

  private String watchOnTerminal() throws IOException {
    List<String> command = HeraProcess.command("plan", "o", "--watch", "--state", state());
    Path script = directory.resolve("watch.sh");
    StringBuilder line = new StringBuilder("stty rows 40 cols 120\nexec");
    command.forEach(word -> line.append(" '").append(word).append('\''));
    Files.writeString(script, line + "\n");
    return "/bin/sh " + script;
  }

  /** What is written to a terminal, read as it comes. */
  private static final class Screen {
    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    Screen(InputStream in) {
      Thread reader = new Thread(() -> read(in), "screen");
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream in) {
      byte[] block = new byte[4096];
      try {
        for (int size = in.read(block); size >= 0; size = in.read(block)) {
          add(new String(block, 0, size, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        add(e.toString());
      }
      end();
    }

    private synchronized void add(String more) {
      text.append(more);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    /** Waits until this was written after all that was awaited before. */
    synchronized void await(String wanted) throws IOException, InterruptedException {
      while (text.indexOf(wanted) < 0) {
        if (ended) {
          throw new IOException("the output ended: " + text);
        }
        wait();
      }
      text.delete(0, text.indexOf(wanted));
    }
  }
}
