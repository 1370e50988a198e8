package dev.hera.examples.host.agent;

import dev.hera.examples.host.agent.Turn.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1beta/models/MODEL:generateContent}, and {@code :streamGenerateContent}. */
final class GeminiContent implements Protocol {
  @Override
  public Turn turn(JsonNode request) {
    List<String> tools = new ArrayList<>();
    for (JsonNode group : request.path("tools")) {
      group
          .path("functionDeclarations")
          .forEach(tool -> tools.add(tool.path("name").stringValue("")));
    }
    List<String> results = new ArrayList<>();
    for (JsonNode content : request.path("contents")) {
      for (JsonNode part : content.path("parts")) {
        if (part.has("functionResponse")) {
          results.add(Protocol.text(part.path("functionResponse").path("response")));
        }
      }
    }
    return new Turn(tools, Protocol.texts(request.path("contents")), results);
  }

  @Override
  public List<String> stream(Reply reply, String id) {
    return List.of(Protocol.data(whole(reply, id)));
  }

  @Override
  public Map<String, Object> whole(Reply reply, String id) {
    Map<String, Object> part =
        reply instanceof Reply.Calls calls
            ? Map.of("functionCall", Map.of("name", calls.tool(), "args", calls.arguments()))
            : Map.of("text", ((Reply.Says) reply).text());
    return Map.of(
        "responseId",
        id,
        "candidates",
        List.of(
            Map.of(
                "index",
                0,
                "content",
                Map.of("role", "model", "parts", List.of(part)),
                "finishReason",
                "STOP")),
        "usageMetadata",
        Map.of("promptTokenCount", 1, "candidatesTokenCount", 1, "totalTokenCount", 2));
  }
}
