package dev.hera.examples.host.client;

import static dev.hera.examples.host.EraClient.JSON;
import static dev.hera.examples.host.EraClient.PATIENCE;

import dev.hera.examples.host.EraClient;
import dev.hera.examples.host.Updates;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.modern.client.McpClient;
import io.modelcontextprotocol.modern.client.SubscriptionEvent;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.client.transport.McpClientTransport;
import io.modelcontextprotocol.modern.client.transport.McpHttpRequestCustomizer;
import io.modelcontextprotocol.modern.client.transport.StdioMcpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** The clients of the Java SDK. */
final class JavaClients {
  private JavaClients() {}

  static EraClient classic(Seat seat) {
    URI uri = URI.create(seat.url());
    return classic(
        HttpClientStreamableHttpTransport.builder(seat.url().replace(uri.getPath(), ""))
            .endpoint(uri.getPath())
            .addHttpRequestCustomizer(
                (request, method, target, body, context) ->
                    request.header("Authorization", "Bearer " + seat.token()))
            .build());
  }

  static EraClient classicStdio(Seat seat) {
    return classic(new StdioClientTransport(server(seat), McpJsonDefaults.getMapper()));
  }

  private static EraClient classic(io.modelcontextprotocol.spec.McpClientTransport transport) {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    McpSyncClient client =
        io.modelcontextprotocol.client.McpClient.sync(transport)
            .resourcesUpdateConsumer(contents -> told.add(contents.get(0).uri()))
            .initializationTimeout(PATIENCE)
            .requestTimeout(PATIENCE)
            .build();
    client.initialize();
    return EraClient.of(
        (tool, arguments) ->
            JSON.valueToTree(
                client.callTool(CallToolRequest.builder(tool).arguments(arguments).build())),
        () -> JSON.valueToTree(client.listTools()),
        client::closeGracefully,
        new Updates(uri -> client.subscribeResource(SubscribeRequest.builder(uri).build()), told));
  }

  static EraClient modern(Seat seat) {
    return modern(
        HttpClientMcpTransport.builder(seat.url())
            .requestCustomizer(
                McpHttpRequestCustomizer.fromSync(
                    (request, headers, context) ->
                        headers.set("Authorization", "Bearer " + seat.token())))
            .build(),
        () -> {});
  }

  static EraClient modernStdio(Seat seat) {
    StdioMcpClientTransport transport = StdioMcpClientTransport.builder(server(seat)).start();
    return modern(transport, transport);
  }

  private static EraClient modern(McpClientTransport transport, AutoCloseable connection) {
    io.modelcontextprotocol.modern.client.McpSyncClient client =
        McpClient.sync(transport).roundTimeout(PATIENCE).callTimeout(PATIENCE).build();
    return EraClient.of(
        (tool, arguments) -> JSON.valueToTree(client.tool(tool).arguments(arguments).call()),
        () -> JSON.valueToTree(client.listTools().list()),
        connection,
        updates(client));
  }

  private static Updates updates(io.modelcontextprotocol.modern.client.McpSyncClient client) {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    return new Updates(
        uri -> {
          CountDownLatch subscribed = new CountDownLatch(1);
          client
              .listen()
              .resourceUpdates(uri)
              .open(
                  event -> {
                    if (event instanceof SubscriptionEvent.ResourceUpdated updated) {
                      told.add(updated.uri());
                    } else {
                      subscribed.countDown();
                    }
                  });
          subscribed.await();
        },
        told);
  }

  private static ServerParameters server(Seat seat) {
    List<String> command = seat.stdio();
    return ServerParameters.builder(command.get(0))
        .args(command.subList(1, command.size()))
        .build();
  }
}
