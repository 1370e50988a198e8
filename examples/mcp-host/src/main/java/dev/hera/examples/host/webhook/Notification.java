package dev.hera.examples.host.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a receiver is told, in the form of Standard Webhooks.
 *
 * @param id the same each time that it is told
 * @param timestamp when it was noticed
 */
@JsonPropertyOrder({"type", "id", "timestamp", "data"})
record Notification(String type, String id, Instant timestamp, Subject data) {
  static final String HELD = "node.held";
  static final String FAILED = "node.failed";
  static final String COMPLETE = "plan.complete";
  static final String ATTENTION = "attention.needed";

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What it is about.
   *
   * @param node null when it is about the whole plan
   * @param kind why it is told, as a word
   * @param why the same as sentences
   * @param release what would let it go on, as sentences
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"orchestrator", "node", "kind", "why", "release"})
  record Subject(
      String orchestrator, @Nullable String node, String kind, String why, List<String> release) {}

  byte[] body() {
    return JSON.writeValueAsBytes(this);
  }
}
