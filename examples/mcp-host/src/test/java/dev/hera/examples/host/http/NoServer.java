package dev.hera.examples.host.http;

import io.modelcontextprotocol.modern.McpSchema.Implementation;
import io.modelcontextprotocol.modern.server.McpServer;

/** A server of the modern era that has nothing to offer. */
public final class NoServer {
  private NoServer() {}

  public static McpServer modern() {
    return McpServer.builder().serverInfo(Implementation.builder("t", "1").build()).build();
  }
}
