package dev.hera.examples.host.http;

import dev.hera.examples.host.http.connection.Receipt;
import dev.hera.examples.host.http.connection.Receipts;
import dev.hera.mcp.HeraTools;
import dev.hera.mcp.HeraUpdates;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The revisions of MCP with sessions, over Streamable HTTP. Calls hold a thread only while they
 * work: the SDK's own servlet holds one until the answer is there. Bodies were looked at before.
 * Thread-safe.
 */
final class McpEndpoint extends HttpServlet implements McpStreamableServerTransportProvider {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);
  private static final String JSON = "application/json";

  private final transient McpJsonMapper json;
  private final transient Receipts receipts;
  private final transient Duration keepAlive;
  private final transient McpSessions sessions = new McpSessions();

  McpEndpoint(McpJsonMapper json, Receipts receipts, Duration keepAlive) {
    this.json = json;
    this.receipts = receipts;
    this.keepAlive = keepAlive;
  }

  @Override
  public List<String> protocolVersions() {
    return List.of(
        ProtocolVersions.MCP_2024_11_05,
        ProtocolVersions.MCP_2025_03_26,
        ProtocolVersions.MCP_2025_06_18,
        ProtocolVersions.MCP_2025_11_25);
  }

  @Override
  public void setSessionFactory(McpStreamableServerSession.Factory newFactory) {
    sessions.openWith(newFactory);
  }

  /** To be called before the first request. */
  void nameSessions(SessionIds newIds) {
    sessions.nameWith(newIds);
  }

  /** To be called before the first request. */
  void tellUpdates(HeraUpdates newUpdates) {
    sessions.tellUpdates(newUpdates);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Optional<JSONRPCMessage> message = message(body);
    if (message.isEmpty()) {
      HttpRefusals.refuse(response, 400, HttpRefusals.NOT_UNDERSTOOD);
    } else {
      take(message.get(), request, response);
    }
  }

  private Optional<JSONRPCMessage> message(String body) {
    try {
      return Optional.of(McpSchema.deserializeJsonRpcMessage(json, body));
    } catch (IOException | RuntimeException e) {
      LOG.debug("A message was not understood", e);
      return Optional.empty();
    }
  }

  private void take(
      JSONRPCMessage message, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (message instanceof JSONRPCRequest call
        && call.method().equals(McpSchema.METHOD_INITIALIZE)) {
      initialize(call, response);
      return;
    }
    Optional<McpSession> session = session(request, response);
    if (session.isPresent()) {
      take(message, session.get(), request, response);
    }
  }

  private void take(
      JSONRPCMessage message,
      McpSession session,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (message instanceof JSONRPCRequest call) {
      Receipt receipt = new Receipt();
      EventStream stream = EventStream.open(request, response, json, receipts, receipt);
      session.answer(call, stream, context(request, receipt));
      return;
    }
    if (message instanceof JSONRPCNotification notification) {
      session.take(notification, context(request, null));
    } else if (message instanceof JSONRPCResponse answer) {
      session.take(answer, context(request, null));
    }
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
  }

  private void initialize(JSONRPCRequest call, HttpServletResponse response) throws IOException {
    McpSessions.Opened opened;
    try {
      opened = sessions.open(json.convertValue(call.params(), new TypeRef<InitializeRequest>() {}));
    } catch (RuntimeException e) {
      LOG.debug("A session was not opened", e);
      HttpRefusals.refuse(response, 400, HttpRefusals.NOT_UNDERSTOOD);
      return;
    }
    JSONRPCResponse answer = JSONRPCResponse.result(call.id(), opened.result());
    response.setHeader(HttpHeaders.MCP_SESSION_ID, opened.id());
    response.setContentType(JSON);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getOutputStream().write(json.writeValueAsBytes(answer));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<McpSession> session = session(request, response);
    if (session.isPresent()) {
      session
          .get()
          .listen(
              EventStream.open(request, response, json, receipts, new Receipt()),
              keepAlive,
              context(request, null));
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<McpSession> session = session(request, response);
    if (session.isPresent()) {
      sessions.end(request.getHeader(HttpHeaders.MCP_SESSION_ID));
    }
  }

  private Optional<McpSession> session(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = request.getHeader(HttpHeaders.MCP_SESSION_ID);
    if (id == null || id.isBlank()) {
      HttpRefusals.refuse(response, 400, "a session is needed: send Mcp-Session-Id, or initialize");
      return Optional.empty();
    }
    Optional<McpSession> session = sessions.find(id);
    if (session.isEmpty()) {
      HttpRefusals.refuse(response, 404, "Session not found: initialize again");
    }
    return session;
  }

  private static McpTransportContext context(
      HttpServletRequest request, @Nullable Receipt receipt) {
    Map<String, Object> known = new HashMap<>();
    known.put(Guard.PRINCIPAL, request.getAttribute(Guard.PRINCIPAL));
    if (receipt != null) {
      known.put(HeraTools.RECEIPT, receipt.stage());
    }
    return McpTransportContext.create(known);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return sessions.tell(method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(sessions::close);
  }
}
