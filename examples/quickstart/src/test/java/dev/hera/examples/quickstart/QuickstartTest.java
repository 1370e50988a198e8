package dev.hera.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/hera/examples/quickstart/Quickstart.java");

  @Test
  void runs_its_plan_to_the_end(@TempDir Path directory) throws InterruptedException {
    PlanView plan = Quickstart.run(directory.resolve("hera.db"), new ThreadAgents());

    assertThat(plan.isComplete()).isTrue();
    assertThat(plan.nodes())
        .extracting(PlanView.Node::name)
        .containsExactly("1a-schema", "2a-api", "2b-ui", "3a-e2e");
    assertThat(plan.nodes()).extracting(PlanView.Node::state).containsOnly(ViewState.IN_REVIEW);
  }

  @Test
  void is_what_the_readme_shows() throws IOException {
    List<String> source = Files.readAllLines(SOURCE);
    int first = indexOf(source, "try (Hera hera");
    List<String> shown =
        source.subList(first, source.size()).stream()
            .takeWhile(line -> !line.contains("return lead.plan();"))
            .map(line -> line.substring(Math.min(4, line.length())))
            .toList();

    List<String> readme = Files.readAllLines(Path.of("../../README.md"));
    int start = indexOf(readme, "try (Hera hera");
    assertThat(start).as("the README begins with the code before line 40").isLessThan(40);
    assertThat(readme.subList(start, start + shown.size())).isEqualTo(shown);
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no line contains " + part);
  }
}
