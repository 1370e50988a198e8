package dev.hera.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCNotification;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCRequest;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.McpRequestManager;
import io.modelcontextprotocol.modern.server.McpTransportResponse;
import io.modelcontextprotocol.modern.server.feature.ServerChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Requests to be told of changes, each with who makes it: the SDK asks its publisher for changes
 * without saying for whom.
 */
record ListeningClients(McpRequestManager server) implements McpRequestManager {
  private static final String LISTENING = "dev.hera.mcp.listening";

  /** One such request, and the resources that it is about once that is known. */
  private record Listening(McpTransportContext context, AtomicReference<List<String>> uris) {}

  /** Notes what the request of this context is about. */
  static void wants(McpTransportContext context, List<String> uris) {
    if (context.get(LISTENING) instanceof Listening listening) {
      listening.uris().set(uris);
    }
  }

  /** The changes for the client that subscribes; none for one that nobody knows. */
  static Flux<ServerChange> asking(
      BiFunction<McpTransportContext, List<String>, Flux<ServerChange>> changes) {
    return Flux.deferContextual(
        known ->
            known
                .<Listening>getOrEmpty(LISTENING)
                .map(listening -> changes.apply(listening.context(), listening.uris().get()))
                .orElseGet(Flux::never));
  }

  @Override
  public Mono<McpTransportResponse> handle(McpTransportContext context, JSONRPCRequest request) {
    return answer(context, request, server::handle);
  }

  @Override
  public Mono<McpTransportResponse> handleBlocking(
      McpTransportContext context, JSONRPCRequest request) {
    return answer(context, request, server::handleBlocking);
  }

  private static Mono<McpTransportResponse> answer(
      McpTransportContext context,
      JSONRPCRequest request,
      BiFunction<McpTransportContext, JSONRPCRequest, Mono<McpTransportResponse>> server) {
    if (!request.method().equals(McpSchema.METHOD_SUBSCRIPTIONS_LISTEN)) {
      return server.apply(context, request);
    }
    Listening listening = new Listening(context, new AtomicReference<>(List.of()));
    return server
        .apply(context.putAll(Map.of(LISTENING, listening)), request)
        .map(answer -> identified(answer, listening));
  }

  private static McpTransportResponse identified(McpTransportResponse answer, Listening listening) {
    return answer instanceof McpTransportResponse.Streaming stream
        ? McpTransportResponse.streaming(
            stream.messages().contextWrite(known -> known.put(LISTENING, listening)))
        : answer;
  }

  @Override
  public Mono<Void> handleNotification(
      McpTransportContext context, JSONRPCNotification notification) {
    return server.handleNotification(context, notification);
  }
}
