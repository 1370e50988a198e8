package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema.CallToolResult;
import io.modelcontextprotocol.modern.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LastingAnswerTest {
  private final AtomicInteger made = new AtomicInteger();
  private final List<CompletionStage<Boolean>> receipts = new ArrayList<>();
  private final LastingAnswer answer =
      new LastingAnswer(
          receipt -> {
            receipts.add(receipt);
            return Mono.fromSupplier(
                () -> new ToolAnswer("answer " + made.incrementAndGet(), Map.of(), false));
          });

  private String given(McpTransportContext context) {
    CallToolResult result = answer.give(context).block();
    return ((TextContent) result.content().get(0)).text();
  }

  private static McpTransportContext receipt(CompletableFuture<Boolean> receipt) {
    return McpTransportContext.create(Map.of(HeraTools.RECEIPT, receipt));
  }

  @Test
  void an_answer_that_came_is_the_same_for_ever() {
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    assertThat(given(receipt(came))).isEqualTo("answer 1");
    came.complete(true);

    assertThat(given(receipt(new CompletableFuture<>()))).isEqualTo("answer 1");
  }

  @Test
  void one_that_is_on_its_way_is_given_to_others_that_ask() {
    assertThat(given(receipt(new CompletableFuture<>()))).isEqualTo("answer 1");

    assertThat(given(receipt(new CompletableFuture<>()))).isEqualTo("answer 1");
  }

  @Test
  void one_that_was_lost_is_made_anew() {
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    assertThat(given(receipt(lost))).isEqualTo("answer 1");
    lost.complete(false);

    assertThat(given(receipt(new CompletableFuture<>()))).isEqualTo("answer 2");
    assertThat(receipts.get(0).toCompletableFuture()).isCompletedWithValue(false);
  }

  @Test
  void one_that_came_to_anybody_came() {
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    given(receipt(lost));
    given(receipt(came));

    lost.complete(false);
    assertThat(receipts.get(0).toCompletableFuture()).isNotDone();
    came.complete(true);

    assertThat(receipts).hasSize(1);
    assertThat(receipts.get(0).toCompletableFuture()).isCompletedWithValue(true);
  }

  @Test
  void where_nothing_tells_what_became_of_it_it_counts_as_come() {
    assertThat(given(McpTransportContext.EMPTY)).isEqualTo("answer 1");

    assertThat(given(McpTransportContext.EMPTY)).isEqualTo("answer 1");
  }
}
