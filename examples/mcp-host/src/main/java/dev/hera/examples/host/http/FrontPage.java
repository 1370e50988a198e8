package dev.hera.examples.host.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page at {@code /}, for a person who looks whether Hera runs. */
final class FrontPage extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Hera</title>
      <h1>Hera is running</h1>
      <p>Agents reach it over MCP at <code>/mcp</code>, with a token.</p>
      </html>
      """;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getRequestURI().equals("/")) {
      HttpRefusals.refuse(response, 404, "there is nothing here; MCP is at /mcp");
      return;
    }
    response.setContentType("text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(PAGE);
  }
}
