package dev.hera.examples.host.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The response that the MCP transport writes to. An event stream's headers go out at once: clients
 * wait for them, and the first event may be long in coming. What the transport calls a fault of the
 * server is a message that it could not read, since tools never fail that way.
 */
final class McpResponse extends HttpServletResponseWrapper {

  McpResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter writer = super.getWriter();
    String type = getContentType();
    if (type != null && type.startsWith("text/event-stream")) {
      flushBuffer();
    }
    return writer;
  }

  @Override
  public void setStatus(int status) {
    super.setStatus(blamed(status));
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(blamed(status));
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(blamed(status));
  }

  private static int blamed(int status) {
    return status == SC_INTERNAL_SERVER_ERROR ? SC_BAD_REQUEST : status;
  }
}
