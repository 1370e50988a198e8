package dev.hera.mcp;

import dev.hera.mcp.prompt.PromptList;
import io.modelcontextprotocol.modern.server.McpFeature;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import java.util.List;

/** The prompts that a client may offer its user (A3), as the MCP Java SDK's. */
public final class HeraPrompts {
  private static final List<ServedPrompt> ALL =
      PromptList.ALL.stream().map(ServedPrompt::new).toList();

  private HeraPrompts() {}

  /** The prompts for a server of the revisions without sessions. */
  public static McpFeature feature() {
    return new ModernPrompts(ALL).feature();
  }

  /**
   * Adds the prompts to a server that is being built. Its capabilities are to have prompts.
   *
   * @return the same server specification
   */
  public static <S extends SyncSpecification<S>> SyncSpecification<S> addTo(
      SyncSpecification<S> server) {
    return server.prompts(ALL.stream().map(ServedPrompt::specification).toList());
  }

  /** The same for an asynchronous server. */
  public static <S extends AsyncSpecification<S>> AsyncSpecification<S> addTo(
      AsyncSpecification<S> server) {
    return server.prompts(ALL.stream().map(ServedPrompt::asynchronous).toList());
  }
}
