package dev.hera.examples.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client that calls tools on connections of its own, and may leave each at any moment, as no HTTP
 * client would let a test do.
 */
public final class WaitingClient {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":\"first\",\"method\":\"initialize\",\"params\":"
          + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
          + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
  private static final String META =
      ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
  private static final String HEADERS =
      "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n";
  private static final Pattern SESSION = Pattern.compile("(?i)mcp-session-id: *(\\S+)");

  private final int port;
  private final String token;
  private final @Nullable String session;

  private WaitingClient(int port, String token, @Nullable String session) {
    this.port = port;
    this.token = token;
    this.session = session;
  }

  /** A client of the revision without sessions. */
  static WaitingClient modern(String url, String token) {
    return new WaitingClient(URI.create(url).getPort(), token, null);
  }

  public WaitingClient(String url, String token) throws IOException {
    this.port = URI.create(url).getPort();
    this.token = token;
    try (Call call = post(INITIALIZE, "")) {
      Matcher found = SESSION.matcher(call.answer());
      if (!found.find()) {
        throw new IllegalStateException("no session");
      }
      this.session = found.group(1);
    }
  }

  /** One with another token, which knows the id of this one's session. */
  WaitingClient as(String otherToken) {
    return new WaitingClient(port, otherToken, session);
  }

  /** Subscribes to a resource; gives the answer. */
  String subscribe(String uri) throws IOException {
    try (Call call =
        send(
            "{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"resources/subscribe\",\"params\":{\"uri\":\""
                + uri
                + "\"}}")) {
      return call.answer();
    }
  }

  /** Calls a tool; the arguments are JSON. */
  Call call(int id, String tool, String arguments, String more) throws IOException {
    return session == null
        ? post(body(id, tool, arguments, META), HEADERS + "Mcp-Name: " + tool + "\r\n")
        : send(body(id, tool, arguments, more));
  }

  private static String body(int id, String tool, String arguments, String more) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + more
        + "}}";
  }

  /** Tells the host that a call is given up. */
  Call cancel(int id) throws IOException {
    return send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + id
            + ",\"reason\":\"timeout\"}}");
  }

  private Call send(String body) throws IOException {
    return post(body, "Mcp-Session-Id: " + session + "\r\n");
  }

  /** Opens the stream on which a server tells what nobody asked for. */
  public Call listen() throws IOException {
    return open("GET /mcp HTTP/1.1\r\n", "Mcp-Session-Id: " + session + "\r\n", "");
  }

  /** Ends the session. */
  Call end() throws IOException {
    return open("DELETE /mcp HTTP/1.1\r\n", "Mcp-Session-Id: " + session + "\r\n", "");
  }

  private Call post(String body, String headers) throws IOException {
    return open(
        "POST /mcp HTTP/1.1\r\n",
        headers + "Content-Length: " + body.length() + "\r\nContent-Type: application/json\r\n",
        body);
  }

  private Call open(String line, String headers, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    String request =
        line
            + "Host: 127.0.0.1:"
            + port
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\nAccept: application/json, text/event-stream\r\n"
            + headers
            + "\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return new Call(socket);
  }

  /** One request and what of its answer was read. */
  public record Call(Socket socket) implements AutoCloseable {

    /**
     * Reads until a text has come, byte by byte: nothing behind it is taken from the connection.
     *
     * @throws IOException when the connection ends before
     */
    public String readUntil(String... ends) throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder all = new StringBuilder();
      while (Arrays.stream(ends).noneMatch(end -> endsWith(all, end))) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("ended after " + all);
        }
        all.append((char) next);
      }
      return all.toString();
    }

    private static boolean endsWith(StringBuilder text, String end) {
      int from = text.length() - end.length();
      return from >= 0 && text.indexOf(end, from) == from;
    }

    /** Reads, as much as comes at a time, until the event that answers a call is there. */
    public String event() throws IOException {
      byte[] block = new byte[8 * 1024];
      StringBuilder all = new StringBuilder();
      while (all.indexOf("\n\n") < 0) {
        int size = socket.getInputStream().read(block);
        if (size < 0) {
          throw new IOException("ended after " + all);
        }
        all.append(new String(block, 0, size, StandardCharsets.UTF_8));
      }
      return all.toString();
    }

    /** The whole answer, headers and all; nothing of it is left unread. */
    public String answer() throws IOException {
      String head = readUntil("\r\n\r\n");
      if (head.contains("chunked")) {
        return head + readUntil("\r\n0\r\n\r\n", "0\r\n\r\n");
      }
      Matcher length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(head);
      if (!length.find()) {
        return head;
      }
      byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
      return head + new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
