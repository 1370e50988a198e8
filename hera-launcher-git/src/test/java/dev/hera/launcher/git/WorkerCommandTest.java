package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hera.launcher.git.WorkerCommand.Placeholder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCommandTest {

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("sh -c x", List.of("-c", "x")),
        arguments("  sh \t -c\n x  ", List.of("-c", "x")),
        arguments("sh 'a b' \"c d\" e\\ f", List.of("a b", "c d", "e f")),
        arguments("sh a'b'\"c\"d", List.of("abcd")),
        arguments("sh '' \"\"", List.of("", "")),
        arguments("sh 'a\\b' \"a\\b\" a\\b", List.of("a\\b", "a\\b", "ab")),
        arguments("sh \"a\\\"b\\\\c\"", List.of("a\"b\\c")),
        arguments("sh '\"' \"'\" \\' \\\\", List.of("\"", "'", "'", "\\")),
        arguments(
            "sh $HOME ~ * `id` $(id) a;b a|b a&b >c #d",
            List.of("$HOME", "~", "*", "`id`", "$(id)", "a;b", "a|b", "a&b", ">c", "#d")),
        arguments(
            "sh {\\\"a\\\":1} {} {A} { prompt }",
            List.of("{\"a\":1}", "{}", "{A}", "{", "prompt", "}")),
        arguments("sh {prompt}{role}", List.of("P {role}R")),
        arguments("sh '{prompt}' x={prompt_file}", List.of("P {role}", "x=F")),
        arguments("sh {mcp_config} {worktree}", List.of("C", "W")),
        arguments("sh --model {model} --b={backend}", List.of("--model", "$1\\", "--b=")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void splits_a_line_and_then_replaces_placeholders(String line, List<String> arguments) {
    Map<Placeholder, String> values =
        Map.of(
            Placeholder.PROMPT, "P {role}",
            Placeholder.PROMPT_FILE, "F",
            Placeholder.MCP_CONFIG, "C",
            Placeholder.WORKTREE, "W",
            Placeholder.ROLE, "R",
            Placeholder.MODEL, "$1\\");

    List<String> words = WorkerCommand.parse(line).expand(values);

    assertThat(words.get(0)).startsWith("/").endsWith("/sh");
    assertThat(words.subList(1, words.size())).isEqualTo(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "sh 'a",
        "sh \"a",
        "sh a\\",
        "sh {promt}",
        "sh {prompt_}",
        "{prompt}",
        "./{role} x",
        "no-such-program-anywhere",
        "./no/such/program",
        "/etc/passwd",
        "/tmp",
        "''"
      })
  void refuses_what_cannot_run(String line) {
    assertThatThrownBy(() -> WorkerCommand.parse(line)).isInstanceOf(SetupException.class);
  }

  @Test
  void finds_the_program_by_its_path() {
    assertThat(WorkerCommand.parse("/bin/sh x").program()).isEqualTo(Path.of("/bin/sh"));
  }
}
