package dev.hera.examples.host.agent;

import dev.hera.examples.host.agent.Turn.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/chat/completions}. */
final class OpenAiChat implements Protocol {
  @Override
  public Turn turn(JsonNode request) {
    List<String> tools = new ArrayList<>();
    request
        .path("tools")
        .forEach(tool -> tools.add(tool.path("function").path("name").stringValue("")));
    List<String> results = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      if (message.path("role").stringValue("").equals("tool")) {
        results.add(Protocol.text(message.path("content")));
      }
    }
    return new Turn(tools, Protocol.texts(request.path("messages")), results);
  }

  @Override
  public List<String> stream(Reply reply, String id) {
    return List.of(
        Protocol.data(chunk(id, Map.of("index", 0, "delta", message(reply, id)))),
        Protocol.data(
            chunk(id, Map.of("index", 0, "delta", Map.of(), "finish_reason", reason(reply)))),
        "data: [DONE]\n\n");
  }

  @Override
  public Map<String, Object> whole(Reply reply, String id) {
    return Map.of(
        "id",
        "chat_" + id,
        "object",
        "chat.completion",
        "created",
        1,
        "model",
        "scripted",
        "choices",
        List.of(Map.of("index", 0, "message", message(reply, id), "finish_reason", reason(reply))));
  }

  private static Map<String, Object> chunk(String id, Map<String, Object> choice) {
    return Map.of(
        "id",
        "chat_" + id,
        "object",
        "chat.completion.chunk",
        "created",
        1,
        "model",
        "scripted",
        "choices",
        List.of(choice));
  }

  private static String reason(Reply reply) {
    return reply instanceof Reply.Calls ? "tool_calls" : "stop";
  }

  private static Map<String, Object> message(Reply reply, String id) {
    if (reply instanceof Reply.Says says) {
      return Map.of("role", "assistant", "content", says.text());
    }
    Reply.Calls calls = (Reply.Calls) reply;
    Map<String, Object> function =
        Map.of("name", calls.tool(), "arguments", JSON.writeValueAsString(calls.arguments()));
    return Map.of(
        "role",
        "assistant",
        "tool_calls",
        List.of(Map.of("index", 0, "id", "call_" + id, "type", "function", "function", function)));
  }
}
