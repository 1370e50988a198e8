package dev.hera.examples.host.stdio;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of the client, as far as its forwarding depends on it.
 *
 * @param id null for a notification or an answer of the client
 * @param method empty for an answer of the client
 * @param revision the revision that the message itself names (2026-07-28 and later), or null
 * @param name of the tool or prompt, or the URI of the resource, that it asks for, or null
 */
record ClientMessage(
    ObjectNode content,
    @Nullable JsonNode id,
    String method,
    @Nullable String revision,
    @Nullable String name) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String REVISION = "io.modelcontextprotocol/protocolVersion";

  /** Reads a line; nothing when it is no JSON object. */
  static Optional<ClientMessage> read(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode content
          ? Optional.of(of(content))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static ClientMessage of(ObjectNode content) {
    JsonNode params = content.path("params");
    String method = content.path("method").asString("");
    return new ClientMessage(
        content,
        method.isEmpty() || !content.has("id") ? null : content.get("id"),
        method,
        params.path("_meta").path(REVISION).asString(null),
        params.path("name").asString(params.path("uri").asString(null)));
  }

  boolean isInitialize() {
    return method.equals("initialize");
  }

  /** Whether its answer goes on for as long as the client is there. */
  boolean isSubscription() {
    return method.equals("subscriptions/listen");
  }

  /** The id of the request that it cancels, or null. */
  @Nullable JsonNode cancelled() {
    return method.equals("notifications/cancelled")
        ? content.path("params").get("requestId")
        : null;
  }

  /** The message, whose tool acts from this directory unless it names another one. */
  String from(String cwd) {
    if (method.equals("tools/call")
        && content.path("params") instanceof ObjectNode params
        && (!params.has("arguments") || params.path("arguments").isObject())
        && !params.path("arguments").has("cwd")) {
      params.withObjectProperty("arguments").put("cwd", cwd);
    }
    return JSON.writeValueAsString(content);
  }
}
