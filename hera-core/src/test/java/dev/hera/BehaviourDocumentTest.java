package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/behaviour.md} and the tests of all modules together. */
class BehaviourDocumentTest {
  private static final Pattern RULE = Pattern.compile("(?m)^- \\*\\*([MVG]\\d+a?)\\*\\* ");
  private static final Pattern CITATION = Pattern.compile("@Proves\\(([^)]*)\\)");
  private static final Pattern NUMBER = Pattern.compile("\"([^\"]+)\"");

  private static final Comparator<String> IN_ORDER =
      Comparator.comparing((String rule) -> rule.charAt(0))
          .thenComparing(rule -> Integer.valueOf(rule.replaceAll("\\D", "")))
          .thenComparing(Comparator.naturalOrder());

  /** The top of the repository: tests run in the directory of any module. */
  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private static Set<String> sorted(Stream<String> rules) {
    Set<String> sorted = new TreeSet<>(IN_ORDER);
    rules.forEach(sorted::add);
    return sorted;
  }

  private static Stream<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1));
  }

  private static Set<String> documented() throws IOException {
    return sorted(all(RULE, Files.readString(root().resolve("docs/behaviour.md"))));
  }

  private static Set<String> cited(List<String> sources) {
    return sorted(
        sources.stream()
            .flatMap(source -> all(CITATION, source))
            .flatMap(citation -> all(NUMBER, citation))
            .filter(rule -> "MVG".indexOf(rule.charAt(0)) >= 0));
  }

  private static List<String> testSources() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("BehaviourDocumentTest.java"))
          .map(BehaviourDocumentTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> numbers(String letter, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
  }

  @Test
  void the_document_states_every_rule_once() throws IOException {
    Set<String> rules =
        sorted(
            Stream.of(numbers("M", 27), numbers("V", 14), numbers("G", 33), Stream.of("G23a"))
                .flatMap(one -> one));

    assertThat(documented()).isEqualTo(rules);
    String text = read(root().resolve("docs/behaviour.md"));
    assertThat(all(RULE, text)).doesNotHaveDuplicates();
  }

  @Test
  void every_rule_is_cited_by_a_test_and_every_citation_is_of_a_rule() throws IOException {
    Set<String> cited = cited(testSources());

    assertThat(without(documented(), cited)).as("rules without a test").isEmpty();
    assertThat(without(cited, documented())).as("citations of no rule").isEmpty();
  }

  private static Set<String> without(Set<String> rules, Set<String> others) {
    return sorted(rules.stream().filter(rule -> !others.contains(rule)));
  }

  @Test
  void citations_are_found_in_every_form() {
    assertThat(
            cited(
                List.of(
                    "@Proves(\"M1\")",
                    "@Proves({\"G23a\", \"W1\", \"V2\"})",
                    "@Proves({\n\"M9\"})")))
        .containsExactly("G23a", "M1", "M9", "V2");
  }
}
