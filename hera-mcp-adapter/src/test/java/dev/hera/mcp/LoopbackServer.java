package dev.hera.mcp;

import jakarta.servlet.Servlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A real server on a free loopback port, with one servlet at {@code /mcp}. */
final class LoopbackServer implements AutoCloseable {
  private final Server jetty = new Server();
  private final ServerConnector connector = new ServerConnector(jetty);

  private LoopbackServer() {}

  static LoopbackServer start(Servlet servlet) throws Exception {
    LoopbackServer server = new LoopbackServer();
    server.connector.setHost("127.0.0.1");
    server.jetty.addConnector(server.connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/mcp");
    server.jetty.setHandler(context);
    server.jetty.start();
    return server;
  }

  /** Where it is, without a path. */
  String url() {
    return "http://127.0.0.1:" + connector.getLocalPort();
  }

  @Override
  public void close() {
    LifeCycle.stop(jetty);
  }
}
