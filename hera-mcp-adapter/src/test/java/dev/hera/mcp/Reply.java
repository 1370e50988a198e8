package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;

/** What a client got for a call. */
record Reply(boolean refused, Map<String, Object> fields, String text) {

  @SuppressWarnings("unchecked")
  static Reply of(CallToolResult result) {
    return new Reply(
        Boolean.TRUE.equals(result.isError()),
        (Map<String, Object>) result.structuredContent(),
        ((TextContent) result.content().get(0)).text());
  }

  /** This reply, which is a result. */
  Reply fine() {
    assertThat(refused).as(text).isFalse();
    return this;
  }

  Object get(String field) {
    assertThat(fields).containsKey(field);
    return fields.get(field);
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> rows(String field) {
    return (List<Map<String, Object>>) get(field);
  }

  /** This reply, which is a refusal of the one form that there is (V1). */
  Reply refusedWith(String code) {
    assertThat(refused).as(text).isTrue();
    assertThat(fields).containsOnlyKeys("error");
    assertThat(error()).containsOnlyKeys("code", "message", "details");
    assertThat(error().get("code")).as(text).isEqualTo(code);
    assertThat(text).isEqualTo(code + ": " + error().get("message"));
    assertThat(text).isNotBlank().doesNotContain("Exception", "\n\tat ", "dev.hera");
    return this;
  }

  /** This reply, which is a refusal of an argument. */
  Reply refusedWith(String code, String field) {
    refusedWith(code);
    assertThat(details()).containsEntry("field", field);
    assertThat(text).contains(field);
    return this;
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> error() {
    return (Map<String, Object>) fields.get("error");
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> details() {
    return (Map<String, Object>) error().get("details");
  }
}
