package dev.hera.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.view.PlanOutcome;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/hera/examples/quickstart/Quickstart.java");
  private static final String FIRST_LINE = "ThreadLauncher agents =";

  @TempDir Path directory;

  @Test
  void runs_its_plan_to_the_end() throws InterruptedException {
    PlanOutcome outcome = Quickstart.run(directory.resolve("hera.db"));

    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.holding()).isEmpty();
    assertThat(outcome.plan().nodes())
        .extracting(PlanView.Node::name)
        .containsExactly("1a-schema", "2a-api", "2b-ui", "3a-e2e");
    assertThat(outcome.plan().nodes())
        .extracting(PlanView.Node::state)
        .containsOnly(ViewState.IN_REVIEW);
  }

  @Test
  void a_second_run_on_the_same_file_goes_on_with_the_plan() throws InterruptedException {
    String file = directory.resolve("hera.db").toString();
    String first = printed(file);
    assertThat(first).contains("a new plan").contains("1a-schema").contains("3a-e2e");
    assertThat(printed(file)).isEqualTo(first.replace("a new plan", "the plan goes on"));
  }

  private static String printed(String file) throws InterruptedException {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Quickstart.main(new String[] {file});
    } finally {
      System.setOut(console);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void is_what_the_readme_shows() throws IOException {
    List<String> source = Files.readAllLines(SOURCE);
    List<String> shown =
        source
            .subList(indexOf(source, FIRST_LINE), indexOf(source, "private static void work"))
            .stream()
            .map(line -> line.substring(Math.min(4, line.length())))
            .takeWhile(line -> !line.isBlank())
            .toList();

    List<String> readme = Files.readAllLines(Path.of("../../README.md"));
    int start = indexOf(readme, FIRST_LINE);
    int end = start + shown.size();
    assertThat(end).as("the README's code is whole before line 40").isLessThan(40);
    assertThat(readme.subList(start, end)).isEqualTo(shown);
    assertThat(readme.get(end)).isEqualTo("```");
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
