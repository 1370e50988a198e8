package dev.hera.examples.host.http;

import io.modelcontextprotocol.modern.McpHttp;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one place of MCP: each request is answered in the era in which it is made, the classic one
 * with sessions or the modern one without. Bodies were measured before. Thread-safe.
 */
final class McpServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private final transient McpEndpoint classic;
  private final transient ModernEndpoint modern;

  McpServlet(McpEndpoint classic, ModernEndpoint modern) {
    this.classic = classic;
    this.modern = modern;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<JsonNode> message = JsonRpcShape.parse(request.getInputStream().readAllBytes());
    if (message.isEmpty()) {
      HttpRefusals.refuse(
          response,
          400,
          HttpRefusals.PARSE_ERROR,
          "the body is not one well-formed JSON text in UTF-8");
      return;
    }
    Optional<String> problem = JsonRpcShape.problem(message.get());
    if (problem.isPresent()) {
      HttpRefusals.refuse(response, 400, problem.get());
    } else if (!hasJson(request)) {
      HttpRefusals.refuse(response, 415, "Content-Type must be application/json");
    } else if (!accepts(request, EVENTS) || !accepts(request, JSON)) {
      HttpRefusals.refuse(response, 400, "Accept must name application/json and text/event-stream");
    } else {
      post(message.get(), request, response);
    }
  }

  private void post(JsonNode message, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (isModern(message, version(request))) {
      modern.post(message, request, response);
      return;
    }
    Optional<String> problem = JsonRpcShape.problemOfClassic(message);
    if (problem.isPresent()) {
      HttpRefusals.refuse(response, 400, problem.get());
    } else if (isKnown(version(request))) {
      classic.service(request, response);
    } else {
      refuseVersion(message.get("id"), request, response);
    }
  }

  /** A client of the modern era says in each message which revision it speaks. */
  private static boolean isModern(JsonNode message, @Nullable String version) {
    return ModernEndpoint.VERSION.equals(version)
        || message.path("method").stringValue("").equals(ModernEndpoint.DISCOVER)
        || message.path("params").path("_meta").has(ModernEndpoint.VERSION_KEY);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (isOfSession(request, response)) {
      if (accepts(request, EVENTS)) {
        classic.service(request, response);
      } else {
        HttpRefusals.refuse(response, 400, "Accept must name text/event-stream");
      }
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (isOfSession(request, response)) {
      classic.service(request, response);
    }
  }

  /** Only the classic era has these verbs. */
  private boolean isOfSession(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String version = version(request);
    if (ModernEndpoint.VERSION.equals(version)) {
      response.setHeader("Allow", "POST");
      HttpRefusals.refuse(response, 405, "this revision of MCP has POST only");
      return false;
    }
    if (!isKnown(version)) {
      refuseVersion(null, request, response);
      return false;
    }
    return true;
  }

  private boolean isKnown(@Nullable String version) {
    return version == null || classic.protocolVersions().contains(version);
  }

  private void refuseVersion(
      @Nullable JsonNode id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> supported = new ArrayList<>(classic.protocolVersions());
    supported.add(ModernEndpoint.VERSION);
    modern.refuseVersion(id, supported, request, response);
  }

  private static @Nullable String version(HttpServletRequest request) {
    return request.getHeader(McpHttp.Headers.MCP_PROTOCOL_VERSION);
  }

  private static boolean accepts(HttpServletRequest request, String type) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains(type);
  }

  /** The header itself: Jetty refuses to tell a type with a charset that Java does not know. */
  private static boolean hasJson(HttpServletRequest request) {
    String type = request.getHeader("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).strip().startsWith(JSON);
  }
}
