package dev.hera.examples.host.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's files, in which nothing is secret, and {@link #OPEN}, where a link's code is
 * exchanged for the cookie that reads (W10).
 */
public final class PageServlet extends HttpServlet {
  /** Where a code is exchanged. */
  public static final String OPEN = "/open";

  /** The query parameter of {@link #OPEN}. */
  public static final String CODE = "code";

  /** Nothing from elsewhere, and no text that becomes markup. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final long serialVersionUID = 1;
  private static final String USED =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Hera</title>
      <h1>This link cannot be used any more</h1>
      <p>A link to the dashboard is good once, and for ten minutes.
      Run <code>./hera open</code> for a new one.</p>
      </html>
      """;

  /** For a client that has the wrong path: as a JSON-RPC error, like all refusals here. */
  private static final String NOTHING =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,"
          + "\"message\":\"there is nothing here; MCP is at /mcp\"}}";

  private static final Set<String> FILES =
      Set.of(
          "index.html",
          "dashboard.css",
          "icon.svg",
          "main.js",
          "api.js",
          "coalesced.js",
          "dom.js",
          "layout.js",
          "graph.js",
          "details.js",
          "lists.js",
          "past.js",
          "reach.js",
          "sentences.js",
          "time.js");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private final String cookie;
  private final transient Function<String, Optional<String>> exchange;

  /**
   * @param cookie the name of the cookie
   * @param exchange gives the value of the cookie for a code that is good
   */
  public PageServlet(String cookie, Function<String, Optional<String>> exchange) {
    this.cookie = cookie;
    this.exchange = exchange;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    String path = request.getRequestURI();
    if (path.equals(OPEN)) {
      open(request, response);
    } else {
      write(response, path.equals("/") ? "index.html" : path.substring(1));
    }
  }

  /** A browser that only fetches ahead uses no code up. */
  private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (isAhead(request.getHeader("Sec-Purpose")) || isAhead(request.getHeader("Purpose"))) {
      write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "html", USED.getBytes(UTF_8));
      return;
    }
    Optional<String> value = Optional.ofNullable(request.getParameter(CODE)).flatMap(exchange);
    if (value.isEmpty()) {
      write(response, HttpServletResponse.SC_FORBIDDEN, "html", USED.getBytes(UTF_8));
      return;
    }
    response.setHeader(
        "Set-Cookie",
        cookie + "=" + value.get() + "; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict");
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", "/");
  }

  private static boolean isAhead(@Nullable String purpose) {
    return purpose != null && purpose.contains("prefetch");
  }

  private static void write(HttpServletResponse response, String file) throws IOException {
    response.setHeader("Cache-Control", "no-cache");
    if (!FILES.contains(file)) {
      write(response, HttpServletResponse.SC_NOT_FOUND, "json", NOTHING.getBytes(UTF_8));
      return;
    }
    try (InputStream content = PageServlet.class.getResourceAsStream("/dashboard/" + file)) {
      if (content == null) {
        throw new IllegalStateException("the dashboard lacks " + file);
      }
      write(
          response,
          HttpServletResponse.SC_OK,
          file.substring(file.lastIndexOf('.') + 1),
          content.readAllBytes());
    }
  }

  private static void write(HttpServletResponse response, int status, String type, byte[] content)
      throws IOException {
    response.setStatus(status);
    response.setContentType(TYPES.get(type));
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
