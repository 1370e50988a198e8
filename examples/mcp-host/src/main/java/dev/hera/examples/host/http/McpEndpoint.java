package dev.hera.examples.host.http;

import dev.hera.mcp.HeraTools;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * MCP over Streamable HTTP whose calls hold a thread only while they work: the SDK's own servlet
 * holds one until the answer is there. Bodies were looked at before. Thread-safe.
 *
 * <p>A session of an earlier host of the same operator goes on here, since not every client opens
 * another one when its own is unknown, and a worker has to report after a restart as before it.
 */
final class McpEndpoint extends HttpServlet implements McpStreamableServerTransportProvider {
  private static final long serialVersionUID = 1;
  private static final String EVENTS = "text/event-stream";
  private static final String JSON = "application/json";

  private final transient McpJsonMapper json;
  private final transient Receipts receipts;
  private final transient Duration keepAlive;
  private final transient Map<String, McpSession> sessions = new ConcurrentHashMap<>();
  private final transient Set<String> ended = ConcurrentHashMap.newKeySet();
  private transient McpStreamableServerSession.@Nullable Factory factory;
  private transient @Nullable SessionIds ids;

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
    factory = newFactory;
  }

  /** To be called before the first request. */
  void nameSessions(SessionIds newIds) {
    ids = newIds;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!hasJson(request)) {
      Refusals.refuse(response, 415, "Content-Type must be application/json");
    } else if (!accepts(request, EVENTS) || !accepts(request, JSON)) {
      Refusals.refuse(response, 400, "Accept must name application/json and text/event-stream");
    } else {
      take(read(request), request, response);
    }
  }

  private JSONRPCMessage read(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    return McpSchema.deserializeJsonRpcMessage(json, new String(body, StandardCharsets.UTF_8));
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
      EventStream stream = EventStream.open(request, response, json, receipts);
      session.answer(call, stream, context(request, stream));
      return;
    }
    McpTransportContext context = context(request, null);
    try {
      if (message instanceof JSONRPCNotification notification) {
        session.take(notification, context);
      } else if (message instanceof JSONRPCResponse answer) {
        session.take(answer, context);
      }
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } catch (RuntimeException e) {
      log("a message was not taken", e);
      Refusals.refuse(response, 400, "the message was not understood");
    }
  }

  private void initialize(JSONRPCRequest call, HttpServletResponse response) throws IOException {
    McpStreamableServerSession.McpStreamableServerSessionInit opened;
    JSONRPCResponse answer;
    try {
      opened =
          Objects.requireNonNull(factory)
              .startSession(json.convertValue(call.params(), new TypeRef<InitializeRequest>() {}));
      answer = JSONRPCResponse.result(call.id(), opened.initResult().block());
    } catch (RuntimeException e) {
      Refusals.refuse(response, 400, "the message was not understood");
      return;
    }
    String id = Objects.requireNonNull(ids).of(opened.session().getId());
    sessions.put(id, new McpSession(opened.session()));
    response.setHeader(HttpHeaders.MCP_SESSION_ID, id);
    response.setContentType(JSON);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getOutputStream().write(json.writeValueAsBytes(answer));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!accepts(request, EVENTS)) {
      Refusals.refuse(response, 400, "Accept must name text/event-stream");
      return;
    }
    Optional<McpSession> session = session(request, response);
    if (session.isPresent()) {
      session.get().listen(EventStream.open(request, response, json, receipts), keepAlive);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<McpSession> session = session(request, response);
    if (session.isPresent()) {
      ended.add(request.getHeader(HttpHeaders.MCP_SESSION_ID));
      sessions.values().remove(session.get());
      session.get().close();
    }
  }

  private Optional<McpSession> session(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = request.getHeader(HttpHeaders.MCP_SESSION_ID);
    if (id == null || id.isBlank()) {
      Refusals.refuse(response, 400, "a session is needed: send Mcp-Session-Id, or initialize");
      return Optional.empty();
    }
    McpSession session = sessions.get(id);
    if (session == null && mayGoOn(id)) {
      McpSession again = goOn();
      McpSession other = sessions.putIfAbsent(id, again);
      session = other == null ? again : other;
    }
    if (session == null) {
      Refusals.refuse(response, 404, "Session not found: initialize again");
    }
    return Optional.ofNullable(session);
  }

  /** Whether an earlier host of this operator opened the session, and nobody ended it here. */
  private boolean mayGoOn(String id) {
    return Objects.requireNonNull(ids).isOwn(id) && !ended.contains(id);
  }

  /** A session as it is after its client's handshake. */
  private McpSession goOn() {
    InitializeRequest unknownClient =
        InitializeRequest.builder(
                ProtocolVersions.MCP_2025_11_25,
                McpSchema.ClientCapabilities.builder().build(),
                McpSchema.Implementation.builder("unknown", "0").build())
            .build();
    McpStreamableServerSession.McpStreamableServerSessionInit opened =
        Objects.requireNonNull(factory).startSession(unknownClient);
    opened.initResult().block();
    McpSession session = new McpSession(opened.session());
    session.take(
        new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED),
        McpTransportContext.EMPTY);
    return session;
  }

  private static McpTransportContext context(
      HttpServletRequest request, @Nullable EventStream stream) {
    Map<String, Object> known = new HashMap<>();
    known.put(Guard.PRINCIPAL, request.getAttribute(Guard.PRINCIPAL));
    if (stream != null) {
      known.put(HeraTools.RECEIPT, stream.receipt().stage());
    }
    return McpTransportContext.create(known);
  }

  private static boolean accepts(HttpServletRequest request, String type) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains(type);
  }

  private static boolean hasJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).strip().startsWith(JSON);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return Flux.fromIterable(sessions.values())
        .flatMap(session -> session.tell(method, params).onErrorComplete())
        .then();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(
        () -> {
          sessions.values().forEach(McpSession::close);
          sessions.clear();
        });
  }
}
