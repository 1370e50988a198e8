package dev.hera.examples.host.team;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agent got for a call: all that it knows. */
record Answer(JsonNode result) {
  private static final JsonMapper JSON = new JsonMapper();

  static Answer of(CallToolResult result) {
    return new Answer(JSON.valueToTree(result));
  }

  boolean isRefused() {
    return result.path("isError").asBoolean(false);
  }

  Answer fine() {
    assertThat(isRefused()).as(text()).isFalse();
    return this;
  }

  Answer refusedWith(String code) {
    assertThat(fields().at("/error/code").asString("none")).as(text()).isEqualTo(code);
    return this;
  }

  String text() {
    return result.at("/content/0/text").asString();
  }

  JsonNode fields() {
    return result.path("structuredContent");
  }

  int bytes() {
    return JSON.writeValueAsString(result).getBytes(StandardCharsets.UTF_8).length;
  }
}
