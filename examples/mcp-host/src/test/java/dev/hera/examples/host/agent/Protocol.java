package dev.hera.examples.host.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model provider's protocol: how a request is read, and how an answer is streamed. */
interface Protocol {
  JsonMapper JSON = JsonMapper.shared();

  /** The turn that a request asks for. */
  Turn turn(JsonNode request);

  /**
   * The lines of an answer as server-sent events.
   *
   * @param id differs for each answer
   */
  List<String> stream(Turn.Reply reply, String id);

  /** An answer to a request that wants no stream. */
  Map<String, Object> whole(Turn.Reply reply, String id);

  /** One event. */
  static String event(String type, Map<String, Object> data) {
    return "event: " + type + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
  }

  /** One event without a type. */
  static String data(Object data) {
    return "data: " + JSON.writeValueAsString(data) + "\n\n";
  }

  /** All texts below a node, in their order. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    collect(node, texts);
    return texts;
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.stringValue());
    }
    node.forEach(child -> collect(child, texts));
  }

  static String text(JsonNode node) {
    return String.join("\n", texts(node));
  }
}
