package dev.hera.mcp.schema;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

/**
 * What agents and their clients read of a tool before they call it; constants, never made of what
 * somebody wrote (A2).
 *
 * @param description the contract: what it does, what it requires, what happens next
 */
public record Outline(
    String name, String title, String description, Hints hints, boolean everybody) {

  /** What a client may assume of a tool without knowing it. */
  public enum Hints {
    READS(true, false, true, false),
    /** Adds something with each call. */
    ADDS(false, false, false, false),
    /** A second equal call changes nothing more. */
    SETS(false, false, true, false),
    /** Takes something away; a second equal call changes nothing more. */
    REMOVES(false, true, true, false),
    /** Starts an agent. */
    STARTS(false, false, false, true);

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;
    private final boolean openWorld;

    Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
      this.readOnly = readOnly;
      this.destructive = destructive;
      this.idempotent = idempotent;
      this.openWorld = openWorld;
    }

    public ToolAnnotations annotations() {
      return ToolAnnotations.builder()
          .readOnlyHint(readOnly)
          .destructiveHint(destructive)
          .idempotentHint(idempotent)
          .openWorldHint(openWorld)
          .build();
    }

    /** The same for the revisions without sessions. */
    public McpSchema.ToolAnnotations modern() {
      return McpSchema.ToolAnnotations.builder()
          .readOnlyHint(readOnly)
          .destructiveHint(destructive)
          .idempotentHint(idempotent)
          .openWorldHint(openWorld)
          .build();
    }
  }

  /** A tool that every role may call. */
  public static Outline forEverybody(String name, String title, Hints hints, String description) {
    return new Outline(name, title, description, hints, true);
  }

  /** A tool that only a coordinator may call (V7). */
  public static Outline forCoordinators(
      String name, String title, Hints hints, String description) {
    return new Outline(name, title, "Coordinator only. " + description, hints, false);
  }
}
