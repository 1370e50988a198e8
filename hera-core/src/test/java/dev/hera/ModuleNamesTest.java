package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each jar says what its module is called, so that a later descriptor changes nothing for users.
 */
class ModuleNamesTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void every_module_of_the_build_names_itself() throws IOException {
    List<String> modules = all("<module>([^<]+)</module>", ROOT.resolve("pom.xml"));
    assertThat(modules).contains("hera-core", "hera-store-sqlite", "hera-mcp-adapter");
    for (String module : modules) {
      assertThat(all("<hera.module>([^<]*)</hera.module>", ROOT.resolve(module).resolve("pom.xml")))
          .as("the Automatic-Module-Name of " + module)
          .singleElement()
          .asString()
          .matches("dev\\.hera(\\.[a-z][a-z0-9]*)+");
    }
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<Automatic-Module-Name>${hera.module}</Automatic-Module-Name>");
  }

  private static List<String> all(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
