package dev.hera.mcp.task;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.McpSchema.CallToolResult;
import io.modelcontextprotocol.modern.McpSchema.ErrorCodes;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One call that is answered later. Thread-safe. */
public final class Task {
  private static final Logger LOG = LoggerFactory.getLogger(Task.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private enum Status {
    WORKING,
    INPUT_REQUIRED,
    COMPLETED,
    FAILED,
    CANCELLED;

    boolean isOver() {
      return this != WORKING && this != INPUT_REQUIRED;
    }
  }

  private final String id;
  private final Object owner;
  private final Duration life;
  private final InstantSource clock;
  private final Instant createdAt;
  private final Disposable.Swap work = Disposables.swap();
  private final Map<String, Object> asked = new LinkedHashMap<>();
  private final Map<String, Object> given = new LinkedHashMap<>();
  private Instant updatedAt;
  private Status status = Status.WORKING;
  private @Nullable TaskAnswer answer;
  private @Nullable JSONRPCError error;
  private @Nullable MonoSink<Map<String, Object>> input;

  Task(String id, Object owner, Duration life, InstantSource clock) {
    this.id = id;
    this.owner = owner;
    this.life = life;
    this.clock = clock;
    this.createdAt = clock.instant();
    this.updatedAt = createdAt;
  }

  String id() {
    return id;
  }

  boolean belongsTo(Object caller) {
    return owner.equals(caller);
  }

  boolean isExpired() {
    return clock.instant().isAfter(createdAt.plus(life));
  }

  /** Begins the work, which may be over when this returns. */
  void begin(Function<Task, Mono<TaskAnswer>> running) {
    work.update(Mono.defer(() -> running.apply(this)).subscribe(this::complete, this::fail));
  }

  /**
   * Asks the client for what the work needs before it goes on.
   *
   * @param requests by keys that this task has not used before
   * @return the client's answers by these keys, when all are there
   */
  public Mono<Map<String, Object>> ask(Map<String, ?> requests) {
    return Mono.create(sink -> wait(requests, sink));
  }

  private synchronized void wait(Map<String, ?> requests, MonoSink<Map<String, Object>> sink) {
    asked.putAll(requests);
    given.clear();
    input = sink;
    become(Status.INPUT_REQUIRED);
  }

  /** Takes answers of the client; what it was not asked for, or has answered, is passed over. */
  void update(Map<?, ?> answers) {
    MonoSink<Map<String, Object>> answered = take(answers);
    if (answered != null) {
      answered.success(Map.copyOf(given));
    }
  }

  private synchronized @Nullable MonoSink<Map<String, Object>> take(Map<?, ?> answers) {
    if (status != Status.INPUT_REQUIRED) {
      return null;
    }
    answers.forEach(
        (key, value) -> {
          if (value != null && asked.remove(key) != null) {
            given.put((String) key, value);
          }
        });
    updatedAt = clock.instant();
    return asked.isEmpty() && become(Status.WORKING) ? input : null;
  }

  private synchronized void complete(TaskAnswer found) {
    if (become(Status.COMPLETED)) {
      answer = found;
    }
  }

  private synchronized void fail(Throwable cause) {
    if (become(Status.FAILED)) {
      error =
          cause instanceof McpException known
              ? known.error()
              : new JSONRPCError(ErrorCodes.INTERNAL_ERROR, "the call failed", null);
      if (!(cause instanceof McpException)) {
        LOG.error("A task failed", cause);
      }
    }
  }

  /** Stops the work, as far as that can be; a task that is over stays as it is. */
  void cancel() {
    if (become(Status.CANCELLED)) {
      work.dispose();
    }
  }

  private synchronized boolean become(Status next) {
    if (status.isOver()) {
      return false;
    }
    status = next;
    updatedAt = clock.instant();
    return true;
  }

  /** What gives the answer, once it is there. */
  synchronized Optional<TaskAnswer> answer() {
    return Optional.ofNullable(answer);
  }

  /** In place of the call's result. */
  TaskResult created() {
    return TaskResult.created(state());
  }

  /**
   * How far it is, with the answer or what is asked of the client. An answer, which may be lost on
   * its way, is a stream, so that the transport tells what became of it.
   */
  McpAsyncResponse<TaskResult> look(McpTransportContext context) {
    TaskAnswer found;
    Map<String, Object> state;
    synchronized (this) {
      found = answer;
      state = detailed();
    }
    return found == null
        ? McpAsyncResponse.result(TaskResult.complete(state))
        : McpAsyncResponse.streaming(told -> found.give(context).map(this::completed));
  }

  private TaskResult completed(CallToolResult result) {
    Map<String, Object> state = state();
    state.put("result", result);
    return TaskResult.complete(state);
  }

  private Map<String, Object> detailed() {
    Map<String, Object> state = state();
    if (status == Status.INPUT_REQUIRED) {
      state.put("inputRequests", Map.copyOf(asked));
    }
    if (error != null) {
      state.put("error", error);
    }
    return state;
  }

  private synchronized Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("taskId", id);
    state.put("status", status.name().toLowerCase(Locale.ROOT));
    state.put("createdAt", createdAt.toString());
    state.put("lastUpdatedAt", updatedAt.toString());
    state.put("ttlMs", life.toMillis());
    state.put("pollIntervalMs", POLL_INTERVAL.toMillis());
    return state;
  }
}
