package dev.hera.examples.host.http;

import dev.hera.mcp.HeraUpdates;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The sessions of clients, by their ids. Thread-safe.
 *
 * <p>A session of an earlier host of the same operator goes on here, since not every client opens
 * another one when its own is unknown, and a worker has to report after a restart as before it.
 */
final class McpSessions {
  /** How many ended ones are remembered; what an older one's client sends opens it again. */
  private static final int MOST_ENDED = 10_000;

  private final Map<String, McpSession> open = new ConcurrentHashMap<>();
  private final Set<String> ended = Collections.synchronizedSet(newestOf(MOST_ENDED));
  private volatile McpStreamableServerSession.@Nullable Factory factory;
  private volatile @Nullable SessionIds ids;
  private volatile @Nullable HeraUpdates updates;

  /** A session that a client opened, and what its handshake is answered. */
  record Opened(String id, InitializeResult result) {}

  private static Set<String> newestOf(int most) {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        });
  }

  /** To be called before the first request. */
  void openWith(McpStreamableServerSession.Factory newFactory) {
    factory = newFactory;
  }

  /** To be called before the first request. */
  void nameWith(SessionIds newIds) {
    ids = newIds;
  }

  /** To be called before the first request. */
  void tellUpdates(HeraUpdates newUpdates) {
    updates = newUpdates;
  }

  /** Opens one for a client that asks for it. */
  Opened open(InitializeRequest request) {
    McpStreamableServerSessionInit opened = Objects.requireNonNull(factory).startSession(request);
    InitializeResult result = Objects.requireNonNull(opened.initResult().block());
    String id = Objects.requireNonNull(ids).of(opened.session().getId());
    open.put(id, new McpSession(opened.session(), updates));
    return new Opened(id, result);
  }

  /** The session of this id, if it is open here, or was with an earlier host. */
  Optional<McpSession> find(String id) {
    McpSession session = open.get(id);
    if (session == null && mayGoOn(id)) {
      McpSession again = goOn();
      McpSession other = open.putIfAbsent(id, again);
      session = other == null ? again : other;
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
    McpStreamableServerSessionInit opened =
        Objects.requireNonNull(factory).startSession(unknownClient);
    opened.initResult().block();
    McpSession session = new McpSession(opened.session(), updates);
    session.take(
        new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED),
        McpTransportContext.EMPTY);
    return session;
  }

  /** Ends a session for good: its id is not known any more. */
  void end(String id) {
    ended.add(id);
    McpSession session = open.remove(id);
    if (session != null) {
      session.close();
    }
  }

  Mono<Void> tell(String method, Object params) {
    return Flux.fromIterable(open.values())
        .flatMap(session -> session.tell(method, params).onErrorComplete())
        .then();
  }

  /** Ends all of them here; a later host may go on with them. */
  void close() {
    open.values().forEach(McpSession::close);
    open.clear();
  }
}
