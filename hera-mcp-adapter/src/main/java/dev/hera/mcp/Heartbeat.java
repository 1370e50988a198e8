package dev.hera.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells a client that asked for it that its call is still being answered. */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final String INTERVAL_PROPERTY = "hera.progress.millis";
  private static final Duration INTERVAL =
      Duration.ofMillis(Long.getLong(INTERVAL_PROPERTY, 15_000));

  private Heartbeat() {}

  /** The same answer, with a progress notification every 15 s when the request has a token. */
  static <T> Mono<T> during(
      Mono<T> answer, McpAsyncServerExchange exchange, CallToolRequest request) {
    Object token = request.progressToken();
    return token == null
        ? answer
        : Mono.using(() -> beat(exchange, token), beating -> answer, Disposable::dispose);
  }

  private static Disposable beat(McpAsyncServerExchange exchange, Object token) {
    return Flux.interval(INTERVAL, Schedulers.boundedElastic())
        .concatMap(
            n ->
                exchange.progressNotification(ProgressNotification.builder(token, n + 1.0).build()))
        .subscribe(sent -> {}, failure -> LOG.debug("No more progress is told", failure));
  }
}
