package dev.hera.mcp;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says who calls a tool: the embedding app knows from its transport, never from what an agent says
 * alone (V6). Called once per call, after the arguments were checked; thread-safe.
 */
@FunctionalInterface
public interface CallerSource {

  /**
   * The caller.
   *
   * @param context what the server's context extractor kept of the transport's request
   * @param cwd the working directory that the agent gave, or null when it gave none
   * @throws InvalidArgumentException naming {@code cwd} when it is needed and missing
   * @throws dev.hera.error.HeraException when nobody may call so
   */
  Caller caller(McpTransportContext context, @Nullable String cwd);

  /**
   * The directory that an agent named.
   *
   * @throws InvalidArgumentException naming {@code cwd} when it is null or no absolute path
   */
  static Path directory(@Nullable String cwd) {
    if (cwd == null) {
      throw new InvalidArgumentException("cwd", "is required here; give your working directory");
    }
    try {
      Path directory = Path.of(cwd);
      if (directory.isAbsolute()) {
        return directory;
      }
    } catch (InvalidPathException e) {
      throw new InvalidArgumentException("cwd", "is no path; give your working directory");
    }
    throw new InvalidArgumentException("cwd", "is no absolute path; give your working directory");
  }
}
