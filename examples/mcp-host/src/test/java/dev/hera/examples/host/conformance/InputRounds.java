package dev.hera.examples.host.conformance;

import dev.hera.examples.host.conformance.FixtureContent.Entry;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.modern.McpSchema.InputRequiredResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a client round by round for what a tool or a prompt needs. */
@SuppressWarnings("deprecation") // the suite asks for roots and samples
final class InputRounds {
  private InputRounds() {}

  /** What is still to be asked; empty when all is there. */
  static Optional<InputRequiredResult> ask(
      Entry entry,
      ClientCapabilities client,
      @Nullable Map<String, Object> given,
      @Nullable String state) {
    List<Map<String, Object>> rounds = entry.rounds();
    int round = state == null ? 0 : Integer.parseInt(state);
    Map<String, Object> wanted = rounds.get(round);
    if (given != null && wanted.keySet().stream().allMatch(key -> isAnswer(given.get(key)))) {
      round++;
    }
    return round == rounds.size()
        ? Optional.empty()
        : Optional.of(result(entry, allowed(entry, rounds.get(round), client), round));
  }

  private static boolean isAnswer(@Nullable Object given) {
    return given instanceof Map<?, ?> answer
        && (answer.containsKey("action")
            || answer.containsKey("content")
            || answer.containsKey("roots"));
  }

  private static Map<String, Object> allowed(
      Entry entry, Map<String, Object> wanted, ClientCapabilities client) {
    Map<String, Object> allowed = new LinkedHashMap<>(wanted);
    if (entry.has("filtered")) {
      allowed.values().removeIf(request -> !isDeclared(FixtureContent.map(request), client));
    }
    return allowed;
  }

  private static boolean isDeclared(Map<String, Object> request, ClientCapabilities client) {
    return switch (String.valueOf(request.get("method"))) {
      case McpSchema.METHOD_ELICITATION_CREATE -> client.supportsElicitationForm();
      case McpSchema.METHOD_SAMPLING_CREATE_MESSAGE -> client.supportsSampling();
      default -> client.supportsRoots();
    };
  }

  private static InputRequiredResult result(Entry entry, Map<String, Object> asked, int round) {
    Map<String, Object> result = Map.of("inputRequests", asked);
    return FixtureContent.JSON.convertValue(
        entry.has("stateful")
            ? FixtureContent.with(result, "requestState", String.valueOf(round))
            : result,
        InputRequiredResult.class);
  }
}
