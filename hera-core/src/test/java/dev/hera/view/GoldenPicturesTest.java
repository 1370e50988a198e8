package dev.hera.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each plan in each format as it was looked at and found right. After a change that is meant, run
 * with {@code -Dhera.pictures=draw} and look at what differs.
 */
@Proves({"W6", "W7", "W9"})
class GoldenPicturesTest {
  private static final Path KEPT = Path.of("src/test/pictures");

  static Stream<Arguments> pictures() {
    return PicturePlans.all().entrySet().stream()
        .flatMap(
            plan ->
                Stream.of(
                    Arguments.of(plan.getKey() + ".txt", PlanFormat.TEXT.render(plan.getValue())),
                    Arguments.of(
                        plan.getKey() + ".mmd", PlanFormat.MERMAID.render(plan.getValue())),
                    Arguments.of(plan.getKey() + ".dot", PlanFormat.DOT.render(plan.getValue()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void is_drawn_as_it_was_found_right(String file, String picture) throws IOException {
    Path kept = KEPT.resolve(file);
    if ("draw".equals(System.getProperty("hera.pictures"))) {
      Files.createDirectories(KEPT);
      Files.writeString(kept, picture);
    }
    assertThat(picture).isEqualTo(Files.readString(kept));
  }

  @Proves("W2")
  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void every_cross_says_whether_it_failed_or_was_cancelled(String file, String picture) {
    assertThat(picture.lines().filter(line -> line.contains("✕")).toList())
        .allMatch(line -> line.contains("failed") || line.contains("cancelled"));
  }

  @Proves("W9")
  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void colours_only_dress_the_text(String file, String picture) {
    PlanView plan = PicturePlans.all().get(file.substring(0, file.lastIndexOf('.')));
    String plain =
        PlanFormat.colouredText(plan)
            .replaceAll("\u001b\\[[0-9;]*m", "")
            .lines()
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(plain).isEqualTo(PlanFormat.TEXT.render(plan));
  }
}
