package dev.hera.examples.host.api;

import dev.hera.error.ErrorCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers and refusals, each as JSON. */
final class ApiAnswers {
  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ApiAnswers() {}

  /** The body of a refusal. */
  record Refusal(Cause error) {
    record Cause(String code, String message) {}
  }

  static void nothing(HttpServletResponse response) throws IOException {
    refuse(response, ErrorCode.NOT_FOUND, "there is nothing here; see /api/openapi.json");
  }

  static void refuse(HttpServletResponse response, ErrorCode code, String message)
      throws IOException {
    int status =
        Map.of(ErrorCode.NOT_FOUND, 404, ErrorCode.STORE_UNAVAILABLE, 503).getOrDefault(code, 400);
    refuse(response, status, code.wire(), message);
  }

  static void refuse(HttpServletResponse response, int status, String code, String message)
      throws IOException {
    write(response, status, JSON.writeValueAsBytes(new Refusal(new Refusal.Cause(code, message))));
  }

  static void write(HttpServletResponse response, Object content) throws IOException {
    write(response, 200, JSON.writeValueAsBytes(content));
  }

  static void write(HttpServletResponse response, int status, byte[] body) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
