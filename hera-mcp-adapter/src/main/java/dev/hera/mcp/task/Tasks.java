package dev.hera.mcp.task;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The tasks of one server: each belongs to the caller who began it, and to nobody else. They are
 * kept in memory, a limited number of them for a limited time. Thread-safe.
 */
public final class Tasks {
  /** How long a task is known after it began: longer than any wait, and than a client is away. */
  static final Duration LIFE = Duration.ofMinutes(15);

  static final int MAX_OF_ONE_OWNER = 100;
  static final int MAX = 2_000;

  private final Function<McpTransportContext, Object> owners;
  private final InstantSource clock;
  private final Map<String, Task> tasks = new HashMap<>();

  /**
   * Without any task.
   *
   * @param owners who sent a request: the same for all requests of one token
   */
  public Tasks(Function<McpTransportContext, Object> owners) {
    this(owners, InstantSource.system());
  }

  Tasks(Function<McpTransportContext, Object> owners, InstantSource clock) {
    this.owners = owners;
    this.clock = clock;
  }

  /**
   * Begins a call, and answers it with a task if its answer is not there at once.
   *
   * @param work is given the task, by which it may ask its client
   * @return nothing when there are too many tasks: the client then waits in its call
   */
  public Optional<McpAsyncResponse<CallToolOutcome>> begin(
      McpTransportContext context, Function<Task, Mono<TaskAnswer>> work) {
    return added(owners.apply(context)).map(task -> begun(task, context, work));
  }

  private McpAsyncResponse<CallToolOutcome> begun(
      Task task, McpTransportContext context, Function<Task, Mono<TaskAnswer>> work) {
    task.begin(work);
    return task.answer()
        .map(
            answer -> {
              remove(task);
              return McpAsyncResponse.<CallToolOutcome>streaming(
                  notifier -> answer.give(context).map(result -> result));
            })
        .orElseGet(() -> McpAsyncResponse.result(task.created()));
  }

  private synchronized Optional<Task> added(Object owner) {
    expire();
    long own = tasks.values().stream().filter(task -> task.belongsTo(owner)).count();
    if (tasks.size() >= MAX || own >= MAX_OF_ONE_OWNER) {
      return Optional.empty();
    }
    Task task = new Task(UUID.randomUUID().toString(), owner, LIFE, clock);
    tasks.put(task.id(), task);
    return Optional.of(task);
  }

  private synchronized void remove(Task task) {
    tasks.remove(task.id());
  }

  /** The caller's task of this id. */
  synchronized Optional<Task> find(McpTransportContext context, String id) {
    expire();
    return Optional.ofNullable(tasks.get(id)).filter(task -> task.belongsTo(owners.apply(context)));
  }

  private void expire() {
    Collection<Task> expired = List.copyOf(tasks.values());
    expired.stream()
        .filter(Task::isExpired)
        .forEach(
            task -> {
              tasks.remove(task.id());
              task.cancel();
            });
  }
}
