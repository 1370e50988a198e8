package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.view.PicturePlans;
import dev.hera.view.PlanView;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans of the core's pictures as JSON (W9), as it was looked at and found right. After a
 * change that is meant, run with {@code -Dhera.pictures=draw} and look at what differs.
 */
class PlanJsonTest {
  private static final Path KEPT = Path.of("src/test/pictures");

  static Stream<String> names() {
    return PicturePlans.all().keySet().stream();
  }

  /** With each node on a line of its own, for the eye. */
  private static String lines(PlanView plan) throws IOException {
    Map<String, ?> whole = HeraTools.planJson(plan);
    return whole.keySet().stream()
        .map(key -> "\"" + key + "\": " + value(whole.get(key)))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String value(Object value) {
    return value instanceof List<?> nodes && !nodes.isEmpty()
        ? nodes.stream().map(PlanJsonTest::json).collect(Collectors.joining(",\n  ", "[\n  ", "]"))
        : json(value);
  }

  private static String json(Object value) {
    try {
      return McpJsonDefaults.getMapper().writeValueAsString(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void is_written_as_it_was_found_right(String name) throws IOException {
    PlanView plan = PicturePlans.all().get(name);
    String text = lines(plan);
    Path kept = KEPT.resolve(name + ".json");
    if ("draw".equals(System.getProperty("hera.pictures"))) {
      Files.createDirectories(KEPT);
      Files.writeString(kept, text);
    }
    assertThat(text).isEqualTo(Files.readString(kept));
    assertThat(McpJsonDefaults.getMapper().readValue(text, Object.class))
        .isEqualTo(
            McpJsonDefaults.getMapper().readValue(json(HeraTools.planJson(plan)), Object.class));
  }
}
