package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Outline.Audience;
import dev.hera.mcp.task.Tasks;
import dev.hera.mcp.task.TasksFeature;
import dev.hera.mcp.tool.ToolDefinition;
import dev.hera.mcp.tool.ToolList;
import dev.hera.role.Caller;
import dev.hera.view.PlanView;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.server.McpFeature;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of Hera as tools of the MCP Java SDK, for a server that the embedding app owns.
 *
 * <p>The server must leave the check of arguments to Hera, so that each refusal has its own code
 * and form (V1): {@link #addTo} sees to that. On an asynchronous server a {@code hera_inbox} that
 * waits holds no thread; on a synchronous one it blocks its thread for up to two minutes: give that
 * one {@code immediateExecution(true)} and threads enough. Thread-safe.
 */
public final class HeraTools {
  /**
   * The name under which the app's transport may put a {@code CompletionStage<Boolean>} into the
   * context of a call on an asynchronous server: true when the answer has reached its client, false
   * when it is lost, or when the client gave the call up. It must complete in either case. Messages
   * are marked read only by a true one (M23). Without a stage, an answer that was given counts as
   * read.
   */
  public static final String RECEIPT = "dev.hera.mcp.receipt";

  /** The names of the tools that only a coordinator may call (V7); the facade refuses others. */
  public static final Set<String> COORDINATOR_ONLY = names(EnumSet.of(Audience.COORDINATORS));

  /**
   * The names of the tools that a worker that Hera started has no use for, unless it coordinates:
   * need not be listed for it, because an agent pays for each tool in its list (A2).
   */
  public static final Set<String> NOT_FOR_WORKERS =
      names(EnumSet.complementOf(EnumSet.of(Audience.EVERYBODY)));

  private final Hera hera;
  private final CallerSource callers;

  private HeraTools(Hera hera, CallerSource callers) {
    this.hera = hera;
    this.callers = callers;
  }

  private static Set<String> names(Set<Audience> audiences) {
    return ToolList.ALL.stream()
        .map(ToolDefinition::outline)
        .filter(outline -> audiences.contains(outline.audience()))
        .map(Outline::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A plan as {@code hera_plan_show} answers it: values that every JSON library writes. */
  public static Map<String, @Nullable Object> planJson(PlanView plan) {
    return ToolList.planJson(plan);
  }

  /** Tools for callers of whom the transport knows nothing: each is whom its {@code cwd} names. */
  public static HeraTools of(Hera hera) {
    return of(hera, (context, cwd) -> Caller.directory(CallerSource.directory(cwd)));
  }

  /** Tools for callers that the app identifies. */
  public static HeraTools of(Hera hera, CallerSource callers) {
    return new HeraTools(hera, callers);
  }

  /** The names of the tools, in the order of {@link #specifications}. */
  public List<String> names() {
    return ToolList.ALL.stream().map(tool -> tool.outline().name()).toList();
  }

  /**
   * The tools, for a server whose {@code validateToolInputs} is {@code false}.
   *
   * @return in the order in which an agent comes to need them
   */
  public List<SyncToolSpecification> specifications() {
    return ToolList.ALL.stream()
        .<SyncToolSpecification>map(tool -> served(tool).specification())
        .toList();
  }

  /** The same tools for an asynchronous server. */
  public List<AsyncToolSpecification> asyncSpecifications() {
    return ToolList.ALL.stream()
        .<AsyncToolSpecification>map(tool -> served(tool).asynchronous())
        .toList();
  }

  /**
   * The same tools for a server of the revisions without sessions, {@code
   * io.modelcontextprotocol.modern.server.McpServer}.
   *
   * @param listed the names of tools that a caller finds in its list; asked with each list
   */
  public McpFeature feature(Function<McpTransportContext, Predicate<String>> listed) {
    return feature(listed, null);
  }

  /**
   * The same, for clients that can wait for tasks, with the feature that tells of these: what waits
   * or starts workers is a task for a client that says it can take one. Tasks live for 15 minutes,
   * in memory.
   *
   * @param owners who sent a request, the same for all requests of one token: nobody else is told
   *     of their tasks
   */
  public List<McpFeature> features(
      Function<McpTransportContext, Predicate<String>> listed,
      Function<McpTransportContext, Object> owners) {
    Tasks tasks = new Tasks(owners);
    return List.of(feature(listed, tasks), new TasksFeature(tasks));
  }

  private McpFeature feature(
      Function<McpTransportContext, Predicate<String>> listed, @Nullable Tasks tasks) {
    List<ServedTool<?>> served = ToolList.ALL.stream().<ServedTool<?>>map(this::served).toList();
    return new ModernTools(served, listed, tasks).feature();
  }

  private <R> ServedTool<R> served(ToolDefinition<R> tool) {
    return new ServedTool<>(tool, hera, callers);
  }

  /**
   * Adds the tools to a server that is being built, and switches the SDK's own check of arguments
   * off: for all of its tools, so an app with further tools of its own checks theirs itself.
   *
   * @return the same server specification
   */
  public <S extends SyncSpecification<S>> SyncSpecification<S> addTo(SyncSpecification<S> server) {
    return server.validateToolInputs(false).tools(specifications());
  }

  /** The same for an asynchronous server. */
  public <S extends AsyncSpecification<S>> AsyncSpecification<S> addTo(
      AsyncSpecification<S> server) {
    return server.validateToolInputs(false).tools(asyncSpecifications());
  }
}
