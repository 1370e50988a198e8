package dev.hera.mcp;

import dev.hera.mcp.task.TaskAnswer;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema.CallToolResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The answer to a task. It is made when its client first asks for it, and stays the same for every
 * further time. When it was lost on its way to all that asked so far, it is made anew, from what is
 * true then. Thread-safe.
 */
final class LastingAnswer implements TaskAnswer {
  private final Function<CompletionStage<Boolean>, Mono<ToolAnswer>> make;
  private @Nullable Made made;

  /**
   * An answer that is not made yet.
   *
   * @param make is given what tells whether the answer came to anybody
   */
  LastingAnswer(Function<CompletionStage<Boolean>, Mono<ToolAnswer>> make) {
    this.make = make;
  }

  /** An answer, and how many requests it is on its way to. */
  private static final class Made {
    private final CompletableFuture<Boolean> came = new CompletableFuture<>();
    private final Mono<CallToolResult> result;
    private int onItsWay;

    private Made(Function<CompletionStage<Boolean>, Mono<ToolAnswer>> make) {
      this.result = make.apply(came).map(ToolAnswer::modern).cache();
    }
  }

  @Override
  public Mono<CallToolResult> give(McpTransportContext context) {
    Made given = carried();
    if (context.get(HeraTools.RECEIPT) instanceof CompletionStage<?> receipt) {
      receipt.whenComplete((came, failure) -> settle(given, Boolean.TRUE.equals(came)));
    } else {
      settle(given, true);
    }
    return given.result;
  }

  private synchronized Made carried() {
    Made given = made == null ? new Made(make) : made;
    given.onItsWay++;
    made = given;
    return given;
  }

  private void settle(Made given, boolean came) {
    if (came) {
      given.came.complete(true);
    } else if (isLost(given)) {
      given.came.complete(false);
    }
  }

  private synchronized boolean isLost(Made given) {
    given.onItsWay--;
    boolean lost = given.onItsWay == 0 && !given.came.isDone();
    if (lost) {
      made = null;
    }
    return lost;
  }
}
