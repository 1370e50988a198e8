package dev.hera.mcp;

import dev.hera.role.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Optional;

/**
 * Says who reads resources and hears of their changes: the embedding app knows from its transport.
 * Called for each request; thread-safe.
 */
@FunctionalInterface
public interface ReaderSource {

  /**
   * The reader.
   *
   * @param context what the server's context extractor kept of the transport's request
   * @return empty for an operator, who may read every plan and every inbox
   * @throws dev.hera.error.HeraException when nobody may read so
   */
  Optional<Caller> reader(McpTransportContext context);
}
