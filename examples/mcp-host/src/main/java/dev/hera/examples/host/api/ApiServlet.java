package dev.hera.examples.host.api;

import dev.hera.Hera;
import dev.hera.Overview;
import dev.hera.error.HeraException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.launcher.git.BranchChanges;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.launcher.git.WorkerRun;
import dev.hera.mcp.words.ToolWords;
import dev.hera.plan.LaunchKey;
import dev.hera.view.NodeView;
import dev.hera.view.OrchestratorSummary;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be read (W10), as {@code openapi.json} describes it; nothing here changes anything.
 * Whoever gets here may read. A refusal is {@code {"error": {"code", "message"}}}.
 */
public final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int LATEST = 200;
  private static final int MOST = 1_000;
  private static final String SEQUENCE = "after";
  private static final String AS_OF = "as_of";

  private final transient Overview overview;
  private final transient WorkerRecords workers;
  private final transient EventStreams streams;

  /**
   * @param workers those of the host's state directory
   */
  public ApiServlet(Hera hera, WorkerRecords workers, EventFeed feed) {
    this.overview = hera.overview();
    this.workers = workers;
    this.streams = new EventStreams(feed, overview, ApiAnswers.JSON);
  }

  /** The streams that are open, to be closed before the server is. */
  public EventStreams streams() {
    return streams;
  }

  record Orchestrators(List<Line> orchestrators) {}

  /** An orchestrator in a list. */
  record Line(
      String name,
      @Nullable String parent,
      @Nullable String coordinator,
      Instant created,
      boolean complete,
      Map<String, Integer> counts) {
    static Line of(OrchestratorSummary summary) {
      return new Line(
          summary.name(),
          summary.parent(),
          summary.coordinator(),
          summary.created(),
          summary.plan().isComplete(),
          PlanDocument.counts(summary.plan().counts()));
    }
  }

  record Events(List<EventDocument> events) {}

  record Messages(List<NodeDocument.MessageDocument> messages) {}

  /**
   * What a node's branch changes.
   *
   * @param problem why it is not known, or null
   */
  record Changes(List<BranchChanges.FileChange> files, @Nullable String problem) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response, String.valueOf(request.getPathInfo()).substring(1).split("/", -1));
    } catch (HeraException e) {
      ApiAnswers.refuse(response, e.code(), ToolWords.of(String.valueOf(e.getMessage())));
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, String[] path)
      throws IOException {
    if (path[0].equals("openapi.json") && path.length == 1) {
      openApi(response);
    } else if (path[0].equals("events") && path.length == 1) {
      streams(request, response, null);
    } else if (path[0].equals("orchestrators") && path.length == 1) {
      ApiAnswers.write(
          response, new Orchestrators(overview.orchestrators().stream().map(Line::of).toList()));
    } else if (path[0].equals("orchestrators") && path.length == 3) {
      ofOrchestrator(request, response, path[1], path[2]);
    } else if (path[0].equals("orchestrators") && path.length >= 4 && path[2].equals("nodes")) {
      ofNode(request, response, path);
    } else {
      ApiAnswers.nothing(response);
    }
  }

  private void ofOrchestrator(
      HttpServletRequest request, HttpServletResponse response, String name, String what)
      throws IOException {
    switch (what) {
      case "plan" -> ApiAnswers.write(response, plan(name, number(request, AS_OF)));
      case "messages" ->
          ApiAnswers.write(
              response,
              new Messages(
                  overview.messages(name).stream().map(NodeDocument.MessageDocument::of).toList()));
      case "events" -> {
        if (String.valueOf(request.getHeader("Accept")).contains("text/event-stream")) {
          streams(request, response, name);
        } else {
          ApiAnswers.write(response, events(name, request));
        }
      }
      default -> ApiAnswers.nothing(response);
    }
  }

  private PlanDocument plan(String name, Optional<Long> asOf) {
    if (asOf.isEmpty()) {
      return PlanDocument.of(overview.orchestrator(name));
    }
    return overview
        .orchestratorAsOf(name, asOf.get())
        .map(PlanDocument::of)
        .orElseThrow(
            () ->
                new InvalidArgumentException(
                    AS_OF, "the history of \"" + name + "\" begins with a later event"));
  }

  private void ofNode(HttpServletRequest request, HttpServletResponse response, String[] path)
      throws IOException {
    NodeView node = overview.node(path[1], path[3]);
    String what = path.length == 4 ? "" : path.length == 5 ? path[4] : "?";
    switch (what) {
      case "" -> ApiAnswers.write(response, NodeDocument.of(node, run(node.launch()).isPresent()));
      case "log" ->
          ApiAnswers.write(
              response,
              LogPart.read(
                  run(node.launch())
                      .orElseThrow(
                          () ->
                              new NotFoundException(
                                  "log", "log of node", path[3], "it has none while it never ran")),
                  number(request, SEQUENCE).orElse(0L)));
      case "diff" -> ApiAnswers.write(response, changes(node));
      default -> ApiAnswers.nothing(response);
    }
  }

  private Optional<WorkerRun> run(@Nullable LaunchKey key) {
    return key == null ? Optional.empty() : workers.find(key);
  }

  /** A node whose base nobody named began on the commit that its project stood on. */
  private Changes changes(NodeView node) {
    String branch = node.explanation().branch();
    String base =
        Optional.ofNullable(node.baseBranch())
            .or(() -> Optional.ofNullable(node.launch()).flatMap(workers::beginning))
            .orElse(null);
    if (node.worktree() == null || branch == null || base == null) {
      return new Changes(List.of(), "it has no branch and base yet");
    }
    Path worktree = Path.of(node.worktree());
    if (!Files.isDirectory(worktree)) {
      return new Changes(List.of(), "its worktree is gone");
    }
    return BranchChanges.between(worktree, base, branch)
        .map(files -> new Changes(files, null))
        .orElseGet(() -> new Changes(List.of(), "git cannot compare " + branch + " and " + base));
  }

  private Events events(String name, HttpServletRequest request) {
    int limit = (int) Math.min(MOST, number(request, "limit").orElse((long) LATEST));
    return new Events(
        number(request, SEQUENCE)
            .map(after -> overview.events(name, after, limit))
            .orElseGet(() -> overview.latestEvents(name, limit))
            .stream()
            .map(EventDocument::of)
            .toList());
  }

  private void streams(
      HttpServletRequest request, HttpServletResponse response, @Nullable String orchestrator)
      throws IOException {
    String last = request.getHeader("Last-Event-ID");
    Optional<Long> after =
        last == null ? number(request, SEQUENCE) : Optional.of(number("Last-Event-ID", last));
    if (streams.haveRoom()) {
      streams.begin(request, response, orchestrator, after.orElse(null));
    } else {
      ApiAnswers.refuse(response, 503, "too_many_streams", "close another page of this host first");
    }
  }

  private static Optional<Long> number(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).map(text -> number(name, text));
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidArgumentException(name, "must be a whole number, 0 or more");
  }

  private static void openApi(HttpServletResponse response) throws IOException {
    try (InputStream content = ApiServlet.class.getResourceAsStream("/openapi.json")) {
      if (content == null) {
        throw new IllegalStateException("the description of this interface is missing");
      }
      ApiAnswers.write(response, 200, content.readAllBytes());
    }
  }
}
