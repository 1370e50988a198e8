package dev.hera.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Newcomer;
import dev.hera.Participant;
import dev.hera.mcp.words.ToolWords;
import dev.hera.message.Outgoing;
import dev.hera.vocabulary.Verb;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolWordsTest {
  /** What a tool says in one argument, and Java in the value itself. */
  private static final Set<String> VALUES =
      Set.of("caller", "message", "plan", "node", "edit", "options");

  private static String tool(Verb verb) {
    return ToolWords.of(verb.toString()).replace(" without role_name", "");
  }

  private static Set<Verb> verbsOfTools() {
    return EnumSet.complementOf(EnumSet.of(Verb.AWAIT_OUTCOME));
  }

  @Test
  void each_tool_is_a_verb_and_each_verb_a_tool() {
    assertThat(verbsOfTools().stream().map(ToolWordsTest::tool).distinct())
        .containsExactlyInAnyOrderElementsOf(
            ToolList.ALL.stream().map(verb -> verb.outline().name()).toList());
  }

  private static Stream<Method> methods(Verb verb) {
    String[] parts = verb.method().split("\\.", -1);
    return Stream.of(Newcomer.class, Participant.class, Coordinator.class)
        .filter(type -> type.getSimpleName().equals(parts[0]))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(parts[1]));
  }

  @Test
  void each_parameter_of_the_facade_is_one_of_its_tool() {
    for (Verb verb : verbsOfTools()) {
      ToolDefinition<?> tool =
          ToolList.ALL.stream()
              .filter(one -> one.outline().name().equals(tool(verb)))
              .findFirst()
              .get();
      List<String> known = tool.input().parameters().stream().map(one -> one.name()).toList();
      Set<String> named =
          methods(verb)
              .filter(method -> Modifier.isPublic(method.getModifiers()))
              .map(Method::getParameters)
              .flatMap(Arrays::stream)
              .map(Parameter::getName)
              .filter(name -> !VALUES.contains(name))
              .map(tool::parameter)
              .collect(Collectors.toSet());
      assertThat(known).as(tool.outline().name()).containsAll(named);
    }
    List<String> ofMessages =
        Arrays.stream(Outgoing.class.getRecordComponents())
            .map(component -> ToolWords.parameter(component.getName()))
            .toList();
    assertThat(new SendTool().input().parameters().stream().map(one -> one.name()))
        .containsAll(ofMessages);
    assertThat(new SpawnWorkerTool().parameter("baseBranch")).isEqualTo("branch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "see the plan with `Participant.plan` | see the plan with hera_plan_show",
        "call `Participant.membership` to see it | call hera_join without role_name to see it",
        "`Coordinator.revive` (`roleName` a) starts it | hera_revive (role_name a) starts it",
        "`Participant.inbox`(`timeout`=50) | hera_inbox(timeout_seconds=50)",
        "there is no \"`Newcomer.join`\"; use `Newcomer.join` | there is no \"`Newcomer.join`\"; use hera_join",
        "one \" alone, then `Newcomer.join` | one \" alone, then hera_join",
        "`Coordinator.awaitOutcome` | `Coordinator.awaitOutcome`",
        "`Hera.close`, `roleName.x`, Newcomer.join, roleName | `Hera.close`, `roleName.x`, Newcomer.join, roleName",
        "a $1 \\ of `Newcomer.join` | a $1 \\ of hera_join",
      })
  void marks_are_put_into_words_and_nothing_else_is(String said, String inWords) {
    assertThat(ToolWords.of(said)).isEqualTo(inWords);
  }

  @ParameterizedTest
  @CsvSource({
    "roleName, role_name",
    "nodes[2].baseBranch, nodes[2].base_branch",
    "messageIds[1], message_ids[1]",
    "edges[0].blocked, edges[0].blocked",
    "colourName, colourName"
  })
  void paths_are_those_of_the_tools(String path, String ofTool) {
    assertThat(ToolWords.parameter(path)).isEqualTo(ofTool);
  }
}
