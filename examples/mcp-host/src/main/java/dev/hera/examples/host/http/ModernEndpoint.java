package dev.hera.examples.host.http;

import dev.hera.examples.host.http.connection.LimitedResponse;
import dev.hera.examples.host.http.connection.Receipt;
import dev.hera.examples.host.http.connection.Receipts;
import dev.hera.mcp.HeraTools;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.modern.JsonRpc;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCNotification;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCRequest;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCResponse;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.modern.McpHttp;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.UnsupportedProtocolVersionData;
import io.modelcontextprotocol.modern.server.McpHeaders;
import io.modelcontextprotocol.modern.server.McpRequestManager;
import io.modelcontextprotocol.modern.server.McpTransportResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/**
 * Requests of the revision without sessions, each of which stands for itself. The SDK's own servlet
 * holds a thread until the answer is there, and does not see that its client is gone. Thread-safe.
 */
final class ModernEndpoint {
  static final String VERSION = McpSchema.LATEST_PROTOCOL_VERSION;
  static final String VERSION_KEY = McpSchema.MetaKeys.PROTOCOL_VERSION;
  static final String DISCOVER = McpSchema.METHOD_SERVER_DISCOVER;

  /** Of these errors HTTP says something, too; the others are answers as any. */
  private static final Map<Integer, Integer> STATUSES =
      Map.of(
          McpSchema.ErrorCodes.PARSE_ERROR, 400,
          McpSchema.ErrorCodes.INVALID_REQUEST, 400,
          McpSchema.ErrorCodes.INVALID_PARAMS, 400,
          McpSchema.ErrorCodes.HEADER_MISMATCH, 400,
          McpSchema.ErrorCodes.MISSING_REQUIRED_CLIENT_CAPABILITY, 400,
          McpSchema.ErrorCodes.UNSUPPORTED_PROTOCOL_VERSION, 400,
          McpSchema.ErrorCodes.METHOD_NOT_FOUND, 404);

  private static final Logger LOG = LoggerFactory.getLogger(ModernEndpoint.class);

  private final McpJsonMapper json = McpJsonDefaults.getMapper();
  private final McpRequestManager server;
  private final Receipts receipts;
  private final Duration keepAlive;

  ModernEndpoint(McpRequestManager server, Receipts receipts, Duration keepAlive) {
    this.server = server;
    this.receipts = receipts;
    this.keepAlive = keepAlive;
  }

  /** Answers a message; a wait goes on when this returns. */
  void post(JsonNode message, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<JsonRpc.JSONRPCMessage> read = read(message);
    if (read.isEmpty()) {
      HttpRefusals.refuse(response, 400, HttpRefusals.NOT_UNDERSTOOD);
    } else if (read.get() instanceof JSONRPCRequest call) {
      answer(call, request, response);
    } else if (read.get() instanceof JSONRPCNotification notification) {
      server
          .handleNotification(context(request, new Receipt()), notification)
          .subscribe(nothing -> {}, failure -> LOG.debug("A message was of no use", failure));
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } else {
      HttpRefusals.refuse(response, 400, "this server asks nothing of its clients");
    }
  }

  private Optional<JsonRpc.JSONRPCMessage> read(JsonNode message) {
    try {
      return Optional.of(JsonRpc.deserializeMessage(json, message.toString()));
    } catch (IOException | RuntimeException e) {
      LOG.debug("A message was not understood", e);
      return Optional.empty();
    }
  }

  private void answer(JSONRPCRequest call, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> problem = MirroredHeaders.problem(request, call);
    if (problem.isPresent()) {
      JSONRPCError error =
          new JSONRPCError(McpSchema.ErrorCodes.HEADER_MISMATCH, problem.get(), null);
      write(JSONRPCResponse.error(call.id(), error), request, response);
      return;
    }
    Receipt receipt = new Receipt();
    // No handler of this revision can ask its client, so this does not wait for it.
    McpTransportResponse answer = server.handle(context(request, receipt), call).block();
    if (answer instanceof McpTransportResponse.Streaming streaming) {
      stream(streaming, EventStream.open(request, response, json, receipts, receipt));
    } else if (answer instanceof McpTransportResponse.Result result) {
      write(result.response(), request, response);
    } else if (answer instanceof McpTransportResponse.Error error) {
      write(error.response(), request, response);
    }
  }

  private void stream(McpTransportResponse.Streaming streaming, EventStream stream) {
    Disposable alive =
        Flux.interval(keepAlive, Schedulers.boundedElastic())
            .onBackpressureDrop()
            .subscribe(n -> stream.keepAlive());
    stream.receipt().then(alive::dispose);
    stream.during(
        streaming
            .messages()
            .doFinally(end -> alive.dispose())
            .subscribe(
                message -> stream.tell(message, message instanceof JSONRPCResponse),
                failure -> stream.abandon(),
                stream::close));
  }

  /** Says of a version that is none of these. */
  void refuseVersion(
      @Nullable JsonNode id,
      List<String> supported,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String requested = String.valueOf(request.getHeader(McpHttp.Headers.MCP_PROTOCOL_VERSION));
    JSONRPCError error =
        new JSONRPCError(
            McpSchema.ErrorCodes.UNSUPPORTED_PROTOCOL_VERSION,
            "Unsupported protocol version",
            new UnsupportedProtocolVersionData(supported, requested));
    write(JSONRPCResponse.error(id == null ? null : value(id), error), request, response);
  }

  private static Object value(JsonNode id) {
    return id.isString() ? id.stringValue() : (Object) id.longValue();
  }

  private void write(
      JSONRPCResponse answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JSONRPCError error = answer.error();
    response.setStatus(error == null ? 200 : STATUSES.getOrDefault(error.code(), 200));
    response.setContentType("application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    new LimitedResponse(response, Guard.client(request))
        .getOutputStream()
        .write(json.writeValueAsBytes(answer));
  }

  private static McpTransportContext context(HttpServletRequest request, Receipt receipt) {
    return McpTransportContext.create(
        Map.of(
            Guard.PRINCIPAL,
            request.getAttribute(Guard.PRINCIPAL),
            HeraTools.RECEIPT,
            receipt.stage(),
            McpHeaders.TRANSPORT_CONTEXT_KEY,
            MirroredHeaders.of(request)));
  }
}
