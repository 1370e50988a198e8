package dev.hera.examples.host.conformance;

import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Tokens;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.server.McpAsyncServer;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;

/** The suite's server in both eras, behind the HTTP layer of the host. */
final class FixtureHost implements AutoCloseable {
  static final String TOKEN = "fixture";

  private final HttpFront front;
  private final McpAsyncServer classic;
  private final McpServer modern;

  FixtureHost() throws IOException {
    FixtureContent content = FixtureContent.load();
    this.front = HttpFront.open(0);
    this.classic = new ClassicFixture(content).on(front.transport());
    this.modern = new ModernFixture(content).server();
    front.start(new Tokens(TOKEN, token -> false), modern, new HttpServlet() {});
  }

  String url() {
    return "http://127.0.0.1:" + front.port() + HttpFront.MCP_PATH;
  }

  @Override
  public void close() {
    modern.closeGracefully();
    classic.close();
    front.close();
  }

  /** Stays until it is ended. */
  public static void main(String[] arguments) throws Exception {
    FixtureHost host = new FixtureHost();
    System.out.println(host.url());
    Thread.currentThread().join();
  }
}
