package dev.hera.mcp.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class TasksTest {
  private static final McpTransportContext ANN = context("ann");
  private static final McpTransportContext BOB = context("bob");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Tasks tasks = new Tasks(context -> context.get("who"), () -> now);

  private static McpTransportContext context(String who) {
    return McpTransportContext.create(Map.of("who", who));
  }

  private Optional<McpAsyncResponse<CallToolOutcome>> begin(McpTransportContext context) {
    return tasks.begin(context, task -> Mono.never());
  }

  private static TaskResult result(McpAsyncResponse<?> response) {
    return (TaskResult) ((McpAsyncResponse.Result<?>) response).result();
  }

  private String begun(Mono<TaskAnswer> work) {
    return id(result(tasks.begin(ANN, task -> work).orElseThrow()));
  }

  private static String id(TaskResult created) {
    return (String) created.get("taskId");
  }

  private TaskResult look(String id) {
    return result(tasks.find(ANN, id).orElseThrow().look(ANN));
  }

  @Test
  void one_owner_has_a_limited_number_and_takes_none_from_others() {
    for (int i = 0; i < Tasks.MAX_OF_ONE_OWNER; i++) {
      assertThat(begin(ANN)).isPresent();
    }

    assertThat(begin(ANN)).isEmpty();
    assertThat(begin(BOB)).isPresent();
  }

  @Test
  void all_owners_together_have_a_limited_number() {
    for (int i = 0; i < Tasks.MAX; i++) {
      assertThat(begin(context("owner " + i))).isPresent();
    }

    assertThat(begin(BOB)).isEmpty();
  }

  @Test
  void a_task_is_forgotten_after_its_life_and_its_work_stopped() {
    AtomicBoolean stopped = new AtomicBoolean();
    String id = begun(Mono.<TaskAnswer>never().doOnCancel(() -> stopped.set(true)));
    now = now.plus(Tasks.LIFE);
    assertThat(look(id)).containsEntry("ttlMs", Tasks.LIFE.toMillis());

    now = now.plus(Duration.ofMillis(1));

    assertThat(tasks.find(ANN, id)).isEmpty();
    assertThat(stopped).isTrue();
  }

  @Test
  void what_is_answered_at_once_is_no_task_and_takes_no_place() {
    TaskAnswer answer = asking -> Mono.never();
    for (int i = 0; i <= Tasks.MAX_OF_ONE_OWNER; i++) {
      assertThat(tasks.begin(ANN, task -> Mono.just(answer)).orElseThrow())
          .isInstanceOf(McpAsyncResponse.Streaming.class);
    }
  }

  @Test
  void an_error_of_the_protocol_is_told_as_it_is_and_another_without_its_text() {
    Sinks.One<TaskAnswer> known = Sinks.one();
    Sinks.One<TaskAnswer> other = Sinks.one();
    String first = begun(known.asMono());
    String second = begun(other.asMono());

    known.tryEmitError(new McpException(-32000, "so it is"));
    other.tryEmitError(new IllegalStateException("secret"));

    assertThat(look(first)).containsEntry("status", "failed");
    assertThat(look(first).get("error").toString()).contains("so it is");
    assertThat(look(second)).containsEntry("status", "failed");
    assertThat(look(second).toString()).doesNotContain("secret");
  }

  @Test
  void a_task_that_asks_goes_on_when_all_is_answered_and_passes_over_what_it_did_not_ask() {
    AtomicReference<Map<String, Object>> given = new AtomicReference<>();
    Map<String, String> asked = Map.of("a", "A?", "b", "B?");
    String id =
        id(
            result(
                tasks
                    .begin(ANN, task -> task.ask(asked).doOnNext(given::set).then(Mono.never()))
                    .orElseThrow()));
    assertThat(look(id)).containsEntry("status", "input_required");
    assertThat(look(id)).containsEntry("inputRequests", asked);

    tasks.find(ANN, id).orElseThrow().update(Map.of("a", 1, "c", 3));
    assertThat(look(id)).containsEntry("inputRequests", Map.of("b", "B?"));
    tasks.find(ANN, id).orElseThrow().update(Map.of("a", 4, "b", 2));

    assertThat(look(id)).containsEntry("status", "working").doesNotContainKey("inputRequests");
    assertThat(given.get()).isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void what_is_over_stays_as_it_is() {
    Sinks.One<TaskAnswer> work = Sinks.one();
    String cancelled = begun(work.asMono());
    tasks.find(ANN, cancelled).orElseThrow().cancel();

    work.tryEmitValue(asking -> Mono.never());

    assertThat(look(cancelled)).containsEntry("status", "cancelled");
  }
}
