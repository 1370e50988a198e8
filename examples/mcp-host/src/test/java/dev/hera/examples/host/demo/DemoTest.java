package dev.hera.examples.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.HeraProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class DemoTest {
  @TempDir Path directory;

  private HeraProcess demo(String... arguments) throws Exception {
    return HeraProcess.start(
        directory,
        Map.of("TMPDIR", directory.toString()),
        List.of("-Djava.io.tmpdir=" + directory),
        List.of(arguments));
  }

  @Test
  void completes_and_leaves_nothing() throws Exception {
    try (HeraProcess demo = demo("demo")) {
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.output())
          .anyMatch(line -> line.contains("2d-legacy") && line.contains("cancelled"))
          .anyMatch(line -> line.contains("2c-docs") && line.contains("failed"))
          .anyMatch(line -> line.contains("3b-site") && line.contains("held"))
          .anyMatch(line -> line.startsWith("4a-release") && line.endsWith("3a-e2e, 3b-site"))
          .last()
          .asString()
          .startsWith("Complete");
      assertThat(demo.errors()).isEmpty();
    }
    assertThat(directory).isEmptyDirectory();
    assertThat(ServeTest.processesOf(directory)).isEmpty();
  }

  /** A link is good once: that it is taken shows that the host still is there. */
  private static void looks(String line) throws Exception {
    URI link = URI.create(line.substring(line.indexOf("http://")));
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(link).build(), BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(303);
  }

  @Test
  void with_open_it_stays_until_enter_is_pressed() throws Exception {
    try (HeraProcess demo = demo("demo", "--open")) {
      String stays = demo.awaitOutputWith("until you press Enter");
      demo.type("another key");
      looks(stays);
      demo.type("\n");
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.output()).anyMatch(line -> line.startsWith("Complete"));
    }
    assertThat(directory).isEmptyDirectory();
    assertThat(ServeTest.processesOf(directory)).isEmpty();
  }

  @Test
  void with_open_it_ends_with_its_input_and_keeps_what_it_is_told_to() throws Exception {
    Path store = directory.resolve("demo.db");
    try (HeraProcess demo = demo("demo", "--open", "--keep", "kept", "--store", "sqlite:demo.db")) {
      looks(demo.awaitOutputWith("until you press Enter"));
      demo.endInput();
      assertThat(demo.exitCode()).isZero();
    }
    assertThat(store).isNotEmptyFile();
    assertThat(Files.isDirectory(directory.resolve("kept/shop"))).isTrue();
    assertThat(new WorkTree(directory.resolve("kept/shop")).show("hera/shop/3a-e2e", "e2e.txt"))
        .isEmpty();
    assertThat(ServeTest.processesOf(directory)).isEmpty();
  }
}
