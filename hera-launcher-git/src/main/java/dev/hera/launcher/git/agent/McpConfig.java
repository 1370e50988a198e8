package dev.hera.launcher.git.agent;

/** The file by which agent CLIs are told of an MCP server (H1). */
public final class McpConfig {
  private static final char DELETE = 0x7f;

  private McpConfig() {}

  /** The file's JSON: one server named {@code hera}, reached with the worker's token. */
  public static String json(String url, String token) {
    return """
        {"mcpServers": {"hera": {"type": "http", "url": %s, "headers": {"Authorization": %s}}}}
        """
        .formatted(quoted(url), quoted("Bearer " + token));
  }

  /** A text of JSON, and of TOML. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < ' ' || c == DELETE) {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }
}
