package dev.hera.mcp;

import io.modelcontextprotocol.modern.server.McpAsyncNotifier;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.time.Duration;
import java.util.function.DoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tells a client that asked for it that its call is still being answered.
 *
 * @param interval the time between two of its beats
 */
record Heartbeat(Duration interval) {
  /** Clients give a call up that nothing is heard of for 60 s. */
  static final Heartbeat DEFAULT = new Heartbeat(Duration.ofSeconds(15));

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /**
   * The same answer, with progress notifications until it is there when the request has a token.
   */
  <T> Mono<T> during(Mono<T> answer, McpAsyncServerExchange exchange, CallToolRequest request) {
    Object token = request.progressToken();
    return token == null
        ? answer
        : during(
            answer,
            beat ->
                exchange.progressNotification(ProgressNotification.builder(token, beat).build()));
  }

  /** The same for a client of the revisions without sessions. */
  <T> Mono<T> during(Mono<T> answer, McpRequestContext context, McpAsyncNotifier notifier) {
    return context.progressToken() == null
        ? answer
        : during(answer, beat -> notifier.progress(beat, null, null));
  }

  private <T> Mono<T> during(Mono<T> answer, DoubleFunction<Mono<Void>> tell) {
    return Mono.using(() -> beat(tell), beating -> answer, Disposable::dispose);
  }

  private Disposable beat(DoubleFunction<Mono<Void>> tell) {
    return Flux.interval(interval, Schedulers.boundedElastic())
        .onBackpressureDrop()
        .concatMap(n -> tell.apply(n + 1.0))
        .subscribe(sent -> {}, failure -> LOG.debug("No more progress is told", failure));
  }
}
