package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.ListShape;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Shape;
import dev.hera.mcp.tool.ToolList;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** This reply; when it refuses a field, that is a property of the tool's input schema. */
  Reply namesOnlyWhatIsKnownTo(String tool) {
    if (refused
        && details().get("field") instanceof String field
        && !text.contains("is no known parameter")) {
      assertThat(isParameter(tool, field)).as("%s has %s", tool, field).isTrue();
      assertThat((String) error().get("message")).startsWith(field + ": ");
    }
    return this;
  }

  private static boolean isParameter(String tool, String path) {
    Shape<?> shape =
        ToolList.ALL.stream()
            .filter(verb -> verb.outline().name().equals(tool))
            .findFirst()
            .get()
            .input();
    for (String part : path.split("\\.", -1)) {
      String name = part.replaceFirst("\\[\\d+\\]$", "");
      Optional<Parameter<?>> parameter =
          shape instanceof Input input
              ? input.parameters().stream().filter(one -> one.name().equals(name)).findFirst()
              : Optional.empty();
      if (parameter.isEmpty()) {
        return false;
      }
      Shape<?> found = parameter.get().shape();
      shape = found instanceof ListShape<?> items ? items.item() : found;
    }
    return true;
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
