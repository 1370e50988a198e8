package dev.hera.examples.host.stdio;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host is asked over HTTP for a client.
 *
 * @param url where the host's MCP is
 * @param token who asks
 * @param cwd the directory that the client acts from
 */
record HostRequests(URI url, String token, String cwd) {
  private static final Duration END_LIMIT = Duration.ofSeconds(5);
  private static final Pattern PLAIN = Pattern.compile("[!-~]([ -~]*[!-~])?");

  /**
   * Carries a message of the client.
   *
   * @param session for a message that names no revision itself
   * @param revision that of the session
   */
  HttpRequest post(ClientMessage message, @Nullable String session, @Nullable String revision) {
    Map<String, @Nullable String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("MCP-Protocol-Version", message.revision());
    if (message.revision() == null) {
      headers.put("MCP-Protocol-Version", message.isInitialize() ? null : revision);
      headers.put("Mcp-Session-Id", session);
    } else {
      headers.put("Mcp-Method", message.method());
      headers.put("Mcp-Name", message.name());
    }
    return with(headers).POST(BodyPublishers.ofString(message.from(cwd))).build();
  }

  /** Asks for what the host says by itself. */
  HttpRequest listen(String session, @Nullable String revision) {
    Map<String, @Nullable String> headers = new LinkedHashMap<>();
    headers.put("Mcp-Session-Id", session);
    headers.put("MCP-Protocol-Version", revision);
    return with(headers).GET().build();
  }

  /** Ends a session. */
  HttpRequest end(String session) {
    return with(Map.of("Mcp-Session-Id", session)).timeout(END_LIMIT).DELETE().build();
  }

  private HttpRequest.Builder with(Map<String, @Nullable String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json, text/event-stream");
    headers.forEach(
        (name, value) -> {
          if (value != null) {
            request.header(name, inHeader(value));
          }
        });
    return request;
  }

  /** As MCP has a text in a header that HTTP would not take as it is. */
  private static String inHeader(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : "=?base64?"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
