package dev.hera.examples.host.agent;

import dev.hera.examples.host.agent.Turn.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/messages}. */
final class AnthropicMessages implements Protocol {
  @Override
  public Turn turn(JsonNode request) {
    List<String> tools = new ArrayList<>();
    request.path("tools").forEach(tool -> tools.add(tool.path("name").stringValue("")));
    List<String> results = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      for (JsonNode block : message.path("content")) {
        if (block.path("type").stringValue("").equals("tool_result")) {
          results.add(Protocol.text(block.path("content")));
        }
      }
    }
    return new Turn(tools, Protocol.texts(request.path("messages")), results);
  }

  @Override
  public List<String> stream(Reply reply, String id) {
    Map<String, Object> start = message(id, List.of());
    return List.of(
        Protocol.event("message_start", Map.of("type", "message_start", "message", start)),
        Protocol.event(
            "content_block_start",
            Map.of("type", "content_block_start", "index", 0, "content_block", opened(reply, id))),
        Protocol.event(
            "content_block_delta",
            Map.of("type", "content_block_delta", "index", 0, "delta", delta(reply))),
        Protocol.event("content_block_stop", Map.of("type", "content_block_stop", "index", 0)),
        Protocol.event(
            "message_delta",
            Map.of(
                "type",
                "message_delta",
                "delta",
                Map.of("stop_reason", reason(reply)),
                "usage",
                Map.of("output_tokens", 1))),
        Protocol.event("message_stop", Map.of("type", "message_stop")));
  }

  @Override
  public Map<String, Object> whole(Reply reply, String id) {
    return message(id, List.of(block(reply, id)));
  }

  private static Map<String, Object> message(String id, List<Object> content) {
    return Map.of(
        "id",
        "msg_" + id,
        "type",
        "message",
        "role",
        "assistant",
        "model",
        "scripted",
        "content",
        content,
        "usage",
        Map.of("input_tokens", 1, "output_tokens", 1));
  }

  private static String reason(Reply reply) {
    return reply instanceof Reply.Calls ? "tool_use" : "end_turn";
  }

  private static Map<String, Object> opened(Reply reply, String id) {
    return reply instanceof Reply.Calls calls
        ? Map.of("type", "tool_use", "id", "toolu_" + id, "name", calls.tool(), "input", Map.of())
        : Map.of("type", "text", "text", "");
  }

  private static Map<String, Object> delta(Reply reply) {
    return reply instanceof Reply.Calls calls
        ? Map.of(
            "type", "input_json_delta", "partial_json", JSON.writeValueAsString(calls.arguments()))
        : Map.of("type", "text_delta", "text", ((Reply.Says) reply).text());
  }

  private static Map<String, Object> block(Reply reply, String id) {
    return reply instanceof Reply.Calls calls
        ? Map.of(
            "type",
            "tool_use",
            "id",
            "toolu_" + id,
            "name",
            calls.tool(),
            "input",
            calls.arguments())
        : Map.of("type", "text", "text", ((Reply.Says) reply).text());
  }
}
