package dev.hera.mcp;

import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.tool.ToolDefinition;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Tool;

/** What a client is told of a tool before it calls it, in the words of either era. */
final class ToolDescription {
  private ToolDescription() {}

  /** For clients of the revisions with sessions. */
  static Tool classic(ToolDefinition<?> tool) {
    Outline outline = tool.outline();
    return Tool.builder(outline.name(), tool.input().schema())
        .title(outline.title())
        .description(outline.description())
        .outputSchema(tool.output().toolSchema())
        .annotations(outline.hints().annotations())
        .build();
  }

  /** For clients of the revision without. */
  static McpSchema.Tool modern(ToolDefinition<?> tool) {
    Outline outline = tool.outline();
    return McpSchema.Tool.builder(outline.name(), tool.input().schema())
        .title(outline.title())
        .description(outline.description())
        .outputSchema(tool.output().toolSchema())
        .annotations(outline.hints().modern())
        .build();
  }
}
