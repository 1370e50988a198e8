package dev.hera.examples.host.server;

import dev.hera.Hera;
import dev.hera.examples.host.api.ApiServlet;
import dev.hera.examples.host.api.EventFeed;
import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Tokens;
import dev.hera.examples.host.http.Viewers;
import dev.hera.examples.host.operator.Operations;
import dev.hera.examples.host.operator.OperatorServlet;
import dev.hera.examples.host.operator.StoreOperations;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.examples.host.web.PageServlet;
import dev.hera.examples.host.webhook.Webhooks;
import dev.hera.history.NamedEvent;
import dev.hera.host.NewHost;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.launcher.git.WorkerRun;
import dev.hera.mcp.HeraUpdates;
import dev.hera.mcp.words.ToolWords;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.HeraStore;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.server.McpAsyncServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A running host: one store, one port, and the workers that it starts. */
public final class Host implements AutoCloseable {
  /** How long a stopping host waits for the calls that run: as long as for its own starts. */
  private static final Duration CALLS_LIMIT = Duration.ofSeconds(10);

  /** Where the SQLite driver unpacks its library, if it is loaded while the host is open. */
  private static final String SQLITE_FOLDER = "org.sqlite.tmpdir";

  private final StateFolder state;
  private final HttpFront front;
  private final String token;
  private final GitLauncher launcher;
  private final Hera hera;
  private final McpAsyncServer classic;
  private final HeraUpdates updates;
  private final McpServer modern;
  private final EventFeed events = new EventFeed();
  private final Optional<Webhooks> webhooks;
  private final Viewers viewers;
  private final ApiServlet api;

  private Host(OpenedParts parts, HostSettings settings, Consumer<OrchestratorId> listener)
      throws IOException {
    this.state = parts.add(StateFolder.open(settings.state()));
    this.front = parts.add(Ports.take(settings.port(), state.lastPort(), settings.anyPort()));
    this.launcher = parts.add(HostLauncher.of(settings, state.root(), this::url));
    this.token = state.operatorToken();
    System.setProperty(SQLITE_FOLDER, state.emptyNativeFolder().toString());
    parts.add(() -> System.clearProperty(SQLITE_FOLDER));
    this.hera = parts.add(hera(settings, listener));
    state.narrowNativeFolder();
    this.classic = McpServers.classic(hera, front.transport());
    this.updates = parts.add(McpServers.updates(hera));
    this.modern = McpServers.modern(hera, updates);
    front.tellUpdates(updates);
    WorkerRecords workers = WorkerRecords.of(state.root());
    Operations operations = new StoreOperations(hera, workers, state.hostId());
    Tokens tokens = new Tokens(token, hera::isWorkerToken);
    this.viewers = tokens.viewers();
    this.api = new ApiServlet(hera, workers, events);
    front.serve(HttpFront.VIEW_PATH + "/*", api);
    front.serve("/", new PageServlet(Viewers.cookieName(front.port()), viewers::exchange));
    front.start(tokens, updates.over(modern), new OperatorServlet(operations, this::dashboardLink));
    state.listensAt(front.port(), url(), store(settings));
    this.webhooks = webhooks(settings);
    webhooks.ifPresent(parts::add);
    hera.start();
  }

  /**
   * Starts a host; it answers when this returns.
   *
   * @param listener is told after each change which orchestrator changed
   * @throws CannotRunException when it cannot run here
   * @throws dev.hera.launcher.git.SetupException when it cannot run here
   * @throws dev.hera.spi.StoreUnavailableException when the store cannot be opened
   */
  public static Host start(HostSettings settings, Consumer<OrchestratorId> listener) {
    OpenedParts parts = new OpenedParts();
    try {
      return new Host(parts, settings, listener);
    } catch (IOException e) {
      parts.undo();
      throw new CannotRunException(
          ExitCode.USAGE,
          "the state directory " + settings.state() + " cannot be written; name another",
          e);
    } catch (RuntimeException e) {
      parts.undo();
      throw e;
    }
  }

  /** The orchestrators whose plan or messages changed. */
  private static Stream<OrchestratorId> changed(List<NamedEvent> events) {
    return events.stream()
        .map(named -> named.event().orchestrator())
        .flatMap(Stream::ofNullable)
        .distinct();
  }

  private Hera hera(HostSettings settings, Consumer<OrchestratorId> listener) throws IOException {
    HeraStore store = store(settings).open();
    boolean startsNone = settings.workers().isEmpty();
    NewHost self = settings.share().host(state.hostId(), url());
    return Hera.builder(store)
        .launcher(startsNone ? new NoWorkers(launcher) : launcher)
        .host(startsNone ? self.withoutWorkers() : self)
        .directories(launcher.directories())
        .orientation(ToolWords::of)
        .maxLiveWorkers(settings.maxWorkers(), Integer.MAX_VALUE)
        .listener(
            committed -> {
              changed(committed).forEach(listener);
              events.accept(committed);
            })
        .build();
  }

  private Optional<Webhooks> webhooks(HostSettings settings) throws IOException {
    if (settings.webhooks().urls().isEmpty()) {
      return Optional.empty();
    }
    Webhooks told = Webhooks.of(settings.webhooks(), state.root(), hera.overview());
    events.subscribe(told);
    told.start();
    return Optional.of(told);
  }

  private StoreAddress store(HostSettings settings) {
    StoreAddress address = settings.store();
    return address == null ? StoreAddress.within(state.root()) : address;
  }

  /** Where MCP is. */
  public String url() {
    return dashboard() + HttpFront.MCP_PATH.substring(1);
  }

  /** A new link to the page for people, good once and for ten minutes (W10). */
  public String dashboardLink() {
    return dashboard()
        + PageServlet.OPEN.substring(1)
        + "?"
        + PageServlet.CODE
        + "="
        + viewers.newCode();
  }

  private String dashboard() {
    return "http://127.0.0.1:" + front.port() + "/";
  }

  /** The operator's token. */
  public String token() {
    return token;
  }

  public Hera hera() {
    return hera;
  }

  /** The running workers that look for a host elsewhere (H7). */
  public List<String> strandedWorkers() {
    return launcher.running().stream()
        .filter(worker -> !worker.mcpUrl().equals(url()))
        .map(WorkerRun::role)
        .toList();
  }

  /** Whether workers of this host still run. */
  public boolean hasRunningWorkers() {
    return !launcher.running().isEmpty();
  }

  /**
   * Stops as {@link #close} does and, once nothing starts workers any more, ends all of them with
   * what they started.
   *
   * @return the processes that could not be ended; empty when none is left
   */
  public List<String> closeWithWorkers() {
    stopStarting();
    List<String> left = launcher.stopAll();
    closeParts();
    return left;
  }

  /** Stops (H7): no new calls and launches; what runs finishes; workers go on. */
  @Override
  public void close() {
    stopStarting();
    closeParts();
  }

  /** Waits for messages, which may take long, are over before the calls that do something. */
  private void stopStarting() {
    front.drain(Duration.ZERO);
    modern.closeGracefully();
    api.streams().close();
    webhooks.ifPresent(Webhooks::close);
    hera.stop();
    front.drain(CALLS_LIMIT);
    hera.close();
  }

  private void closeParts() {
    launcher.close();
    classic.close();
    updates.close();
    front.close();
    try {
      state.close();
    } catch (IOException e) {
      throw new IllegalStateException("the state directory's lock was not given back", e);
    }
  }
}
