package dev.hera.examples.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.HeraProcess;
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

  @Test
  void keeps_its_directory_and_store_where_it_is_told_to() throws Exception {
    Path store = directory.resolve("demo.db");
    try (HeraProcess demo = demo("demo", "--keep", "kept", "--store", "sqlite:demo.db")) {
      assertThat(demo.exitCode()).isZero();
    }
    assertThat(store).isNotEmptyFile();
    assertThat(Files.isDirectory(directory.resolve("kept/shop"))).isTrue();
    assertThat(new WorkTree(directory.resolve("kept/shop")).show("hera/shop/3a-e2e", "e2e.txt"))
        .isEmpty();
  }
}
