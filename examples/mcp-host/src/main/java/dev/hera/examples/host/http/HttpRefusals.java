package dev.hera.examples.host.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Refusals before MCP has its say: a status and one sentence, as a JSON-RPC error. */
final class HttpRefusals {
  private static final String BODY =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":%d,\"message\":\"%s\"}}";
  private static final int INVALID_REQUEST = -32600;

  /** The code of a body that is no JSON. */
  static final int PARSE_ERROR = -32700;

  /** Of a message that the SDK cannot read, though it looked like one. */
  static final String NOT_UNDERSTOOD = "the message was not understood";

  private HttpRefusals() {}

  /**
   * The body of a refusal.
   *
   * @param sentence plain text without quotes and backslashes, never from a request
   */
  static String body(String sentence) {
    return body(INVALID_REQUEST, sentence);
  }

  private static String body(int code, String sentence) {
    return BODY.formatted(code, sentence);
  }

  /**
   * Answers a request with a refusal; the rest of its body is not read, so nothing can follow it on
   * its connection, which the client is told.
   */
  static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
    refuse(response, status, INVALID_REQUEST, sentence);
  }

  static void refuse(HttpServletResponse response, int status, int code, String sentence)
      throws IOException {
    byte[] body = body(code, sentence).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Connection", "close");
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
