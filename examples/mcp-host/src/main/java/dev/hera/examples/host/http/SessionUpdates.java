package dev.hera.examples.host.http;

import dev.hera.error.HeraException;
import dev.hera.mcp.ClientUpdates;
import dev.hera.mcp.HeraUpdates;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the clients of a session are told of changes, each by the stream that it opened. Whoever
 * knows a session's id may use it, so each is told of what it may read itself. Thread-safe.
 */
final class SessionUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(SessionUpdates.class);

  private final @Nullable HeraUpdates updates;
  private final Map<Object, ClientUpdates> clients = new HashMap<>();
  private final Map<Object, EventStream> streams = new HashMap<>();

  /**
   * @param updates null when clients are told of nothing
   */
  SessionUpdates(@Nullable HeraUpdates updates) {
    this.updates = updates;
  }

  /**
   * Takes note of a request that begins or ends a subscription.
   *
   * @throws io.modelcontextprotocol.spec.McpError when it asks for what its client may not read
   */
  void take(JSONRPCRequest request, McpTransportContext context) {
    if (updates == null || !(request.params() instanceof Map<?, ?> params)) {
      return;
    }
    String uri = String.valueOf(params.get("uri"));
    if (request.method().equals(McpSchema.METHOD_RESOURCES_SUBSCRIBE)) {
      client(updates, context).subscribe(uri);
    } else if (request.method().equals(McpSchema.METHOD_RESOURCES_UNSUBSCRIBE)) {
      client(updates, context).unsubscribe(uri);
    }
  }

  /** Has this stream tell its client, until it ends or the client opens another one. */
  void tell(EventStream stream, McpTransportContext context) {
    if (updates == null) {
      return;
    }
    try {
      tell(stream, principal(context), client(updates, context));
    } catch (HeraException e) {
      LOG.debug("A client is told of no changes", e);
    }
  }

  private void tell(EventStream stream, Object principal, ClientUpdates client) {
    synchronized (this) {
      streams.put(principal, stream);
      client.tell(
          update -> stream.tell(new JSONRPCNotification(update.method(), update.params()), false));
    }
    stream.receipt().then(() -> ended(stream, principal, client));
  }

  private synchronized void ended(EventStream stream, Object principal, ClientUpdates client) {
    if (streams.remove(principal, stream)) {
      client.pause();
    }
  }

  private synchronized ClientUpdates client(HeraUpdates known, McpTransportContext context) {
    return clients.computeIfAbsent(principal(context), principal -> known.client(context));
  }

  private static Object principal(McpTransportContext context) {
    return context.get(Guard.PRINCIPAL);
  }

  /** Tells nobody anything more. */
  synchronized void close() {
    streams.clear();
    clients.values().forEach(ClientUpdates::pause);
  }
}
