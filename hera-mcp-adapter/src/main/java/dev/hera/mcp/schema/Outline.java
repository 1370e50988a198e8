package dev.hera.mcp.schema;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import org.jspecify.annotations.Nullable;

/**
 * What agents and their clients read of a tool before they call it; constants, never made of what
 * somebody wrote (A2).
 *
 * @param description the contract: what it does, what it requires, what happens next
 */
public record Outline(
    String name, String title, String description, Hints hints, Audience audience) {

  /** Whom a tool is for. */
  public enum Audience {
    EVERYBODY,
    /**
     * Those that came by themselves. A worker that Hera started need not be told of it: its token
     * says who it is, and its place is not its own to leave.
     */
    JOINED,
    COORDINATORS
  }

  /**
   * What a client may assume of a tool without knowing it. Said is what differs from the protocol's
   * default, and each {@code true}.
   */
  public enum Hints {
    READS(true, null, null, false),
    /** Adds something with each call. */
    ADDS(null, false, null, false),
    /** A second equal call changes nothing more. */
    SETS(null, false, true, false),
    /** Takes something away; a second equal call changes nothing more. */
    REMOVES(null, true, true, false),
    /** Starts an agent. */
    STARTS(null, false, null, true);

    private final @Nullable Boolean readOnly;
    private final @Nullable Boolean destructive;
    private final @Nullable Boolean idempotent;
    private final boolean openWorld;

    Hints(
        @Nullable Boolean readOnly,
        @Nullable Boolean destructive,
        @Nullable Boolean idempotent,
        boolean openWorld) {
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
    return new Outline(name, title, description, hints, Audience.EVERYBODY);
  }

  /** A tool that a worker that Hera started has no use for. */
  public static Outline forJoined(String name, String title, Hints hints, String description) {
    return new Outline(name, title, description, hints, Audience.JOINED);
  }

  /** A tool that only a coordinator may call (V7). */
  public static Outline forCoordinators(
      String name, String title, Hints hints, String description) {
    return new Outline(
        name, title, "Coordinator only. " + description, hints, Audience.COORDINATORS);
  }
}
