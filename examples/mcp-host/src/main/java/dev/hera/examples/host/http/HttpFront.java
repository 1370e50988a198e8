package dev.hera.examples.host.http;

import dev.hera.examples.host.http.connection.ClientConnection;
import dev.hera.examples.host.http.connection.Receipts;
import dev.hera.examples.host.operator.OperatorServlet;
import dev.hera.mcp.HeraUpdates;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.modern.server.McpRequestManager;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port of 127.0.0.1 with MCP over Streamable HTTP behind the guard. */
public final class HttpFront implements AutoCloseable {
  /** Where MCP is. */
  public static final String MCP_PATH = "/mcp";

  /** What is below it may be read by the operator, and by a page that has a viewer's cookie. */
  public static final String VIEW_PATH = "/api";

  /** For calls that work; one that waits for a message holds none. */
  private static final int THREADS = 128;

  private static final int HEADER_BYTES = 16 * 1024;
  private static final Duration IDLE = Duration.ofMinutes(10);

  /** How long a connection may take for a whole request, and for bringing the next one. */
  private static final Duration ARRIVAL = Duration.ofSeconds(60);

  /** How long a client may take nothing of a stream of events that is being written to it. */
  static final Duration WRITE_LIMIT = Duration.ofSeconds(60);

  /** How often a silent stream of events shows that it is alive; clients give up after minutes. */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final Server server;
  private final ServerConnector connector;
  private final RunningCalls traffic = new RunningCalls();
  private final ArrivalLimit arrivals;
  private final Receipts receipts;
  private final Duration keepAlive;
  private final McpEndpoint transport;
  private final Map<String, HttpServlet> more = new LinkedHashMap<>();

  private HttpFront(
      Server server, ServerConnector connector, Duration arrival, Duration keepAlive) {
    this.server = server;
    this.connector = connector;
    this.arrivals = new ArrivalLimit(connector, arrival);
    this.receipts = new Receipts(connector.getScheduler(), server.getThreadPool());
    this.keepAlive = keepAlive;
    this.transport =
        new McpEndpoint(new GuardedJson(McpJsonDefaults.getMapper()), receipts, keepAlive);
  }

  /**
   * Takes the port; requests wait until {@link #start}.
   *
   * @param port 0 for any free one
   * @throws BindException when it is not to be had
   */
  public static HttpFront open(int port) throws IOException {
    return open(port, ARRIVAL, KEEP_ALIVE, WRITE_LIMIT);
  }

  static HttpFront open(int port, Duration arrival, Duration keepAlive, Duration write)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("hera-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration())) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            return new ClientConnection(channel, selector, key, getScheduler(), write);
          }
        };
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      BindException taken = new BindException("port " + port + " cannot be had");
      taken.initCause(e);
      throw taken;
    }
    return new HttpFront(server, connector, arrival, keepAlive);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setHttpCompliance(
        HttpCompliance.RFC9110.with(
            "guarded",
            HttpCompliance.Violation.DUPLICATE_HOST_HEADERS,
            HttpCompliance.Violation.UNSAFE_HOST_HEADER,
            HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    return configuration;
  }

  /** The port that was taken. */
  public int port() {
    return connector.getLocalPort();
  }

  /** What an MCP server of the revisions with sessions is to be built on. */
  public McpStreamableServerTransportProvider transport() {
    return transport;
  }

  /** Has clients of the revisions with sessions told of changes; to be called before the start. */
  public void tellUpdates(HeraUpdates updates) {
    transport.tellUpdates(updates);
  }

  /** Who sent the request that a tool is called by. */
  public static Optional<Principal> principal(McpTransportContext context) {
    return Optional.ofNullable((Principal) context.get(Guard.PRINCIPAL));
  }

  /**
   * Has a servlet answer a path, from the start on, for those who read. Only {@link #VIEW_PATH} is
   * guarded by more than the names of host and origin.
   *
   * @param path as servlets are mapped
   */
  public void serve(String path, HttpServlet servlet) {
    more.put(path, servlet);
  }

  /**
   * Answers from now on. An MCP server must have been built on {@link #transport} before.
   *
   * @param modern answers requests of the revisions without sessions
   * @param operator answers what the operator alone may ask
   */
  public void start(Tokens tokens, McpRequestManager modern, HttpServlet operator)
      throws IOException {
    transport.nameSessions(tokens.sessionIds());
    ServletContextHandler context = new ServletContextHandler("/");
    context.setErrorHandler(new PlainErrors());
    context.addServlet(
        asynchronous(new McpServlet(transport, new ModernEndpoint(modern, receipts, keepAlive))),
        MCP_PATH);
    context.addServlet(new ServletHolder(operator), OperatorServlet.PATH + "/*");
    more.forEach((path, servlet) -> context.addServlet(asynchronous(servlet), path));
    FilterHolder guard = new FilterHolder(new Guard(this::port, tokens, traffic, arrivals));
    guard.setAsyncSupported(true);
    context.addFilter(guard, "/*", EnumSet.of(DispatcherType.REQUEST));
    server.setErrorHandler(new PlainErrors());
    arrivals.setHandler(context);
    server.setHandler(arrivals);
    connector.addBean(arrivals, false);
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("the HTTP server did not start", e);
    }
  }

  private static ServletHolder asynchronous(HttpServlet servlet) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    return holder;
  }

  /** Lets no more calls begin, and waits for those that run; says whether none is left. */
  public boolean drain(Duration limit) {
    traffic.stop();
    boolean none = traffic.awaitNone(limit);
    receipts.settleAll();
    return none;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    } finally {
      connector.close();
    }
  }
}
