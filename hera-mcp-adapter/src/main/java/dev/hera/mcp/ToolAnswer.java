package dev.hera.mcp;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;

/**
 * What a tool answers, before it is said in the words of a revision of the protocol.
 *
 * @param structured the fields of its result, or an {@code error}
 */
record ToolAnswer(String text, Map<String, ?> structured, boolean refused) {

  /** The answer for a client of the revisions with sessions. */
  CallToolResult classic() {
    return CallToolResult.builder()
        .addTextContent(text)
        .structuredContent(structured)
        .isError(refused)
        .build();
  }

  /** The answer for a client of the revisions without. */
  McpSchema.CallToolResult modern() {
    return McpSchema.CallToolResult.builder()
        .addContent(McpSchema.TextContent.builder(text).build())
        .structuredContent(structured)
        .isError(refused)
        .build();
  }
}
