package dev.hera.examples.host.agent;

import dev.hera.examples.host.agent.Turn.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/responses}. */
final class OpenAiResponses implements Protocol {
  /** Divides a namespace of tools from the name of one in it. */
  private static final char IN = '\n';

  @Override
  public Turn turn(JsonNode request) {
    List<String> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      String name = tool.path("name").stringValue("");
      if (tool.path("type").stringValue("").equals("namespace")) {
        tool.path("tools").forEach(one -> tools.add(name + IN + one.path("name").stringValue("")));
      } else {
        tools.add(name);
      }
    }
    List<String> results = new ArrayList<>();
    for (JsonNode item : request.path("input")) {
      if (item.path("type").stringValue("").equals("function_call_output")) {
        results.add(Protocol.text(item.path("output")));
      }
    }
    return new Turn(tools, Protocol.texts(request.path("input")), results);
  }

  @Override
  public List<String> stream(Reply reply, String id) {
    Map<String, Object> item = item(reply, id);
    return List.of(
        Protocol.event(
            "response.created",
            Map.of("type", "response.created", "response", Map.of("id", "resp_" + id))),
        Protocol.event(
            "response.output_item.added",
            Map.of("type", "response.output_item.added", "output_index", 0, "item", item)),
        Protocol.event(
            "response.output_item.done",
            Map.of("type", "response.output_item.done", "output_index", 0, "item", item)),
        Protocol.event(
            "response.completed",
            Map.of("type", "response.completed", "response", whole(reply, id))));
  }

  @Override
  public Map<String, Object> whole(Reply reply, String id) {
    return Map.of(
        "id",
        "resp_" + id,
        "object",
        "response",
        "status",
        "completed",
        "output",
        List.of(item(reply, id)),
        "usage",
        Map.of("input_tokens", 1, "output_tokens", 1, "total_tokens", 2));
  }

  private static Map<String, Object> item(Reply reply, String id) {
    if (reply instanceof Reply.Calls calls) {
      return call(calls, id);
    }
    Map<String, Object> text =
        Map.of(
            "type", "output_text", "text", ((Reply.Says) reply).text(), "annotations", List.of());
    return Map.of(
        "type", "message", "id", "msg_" + id, "role", "assistant", "content", List.of(text));
  }

  private static Map<String, Object> call(Reply.Calls calls, String id) {
    int in = calls.tool().indexOf(IN);
    Map<String, Object> call =
        new HashMap<>(
            Map.of(
                "type",
                "function_call",
                "id",
                "fc_" + id,
                "call_id",
                "call_" + id,
                "name",
                calls.tool().substring(in + 1),
                "arguments",
                JSON.writeValueAsString(calls.arguments())));
    if (in >= 0) {
      call.put("namespace", calls.tool().substring(0, in));
    }
    return call;
  }
}
