package dev.hera.examples.host;

import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.client.McpClient;
import io.modelcontextprotocol.modern.client.McpSyncClient;
import io.modelcontextprotocol.modern.client.SubscriptionEvent;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.client.transport.McpHttpRequestCustomizer;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.UnsubscribeRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/** A client of the SDK that reads resources and hears of their changes, in one era or the other. */
interface ReadingClient extends AutoCloseable {
  /** What is heard when the list of tools changed. */
  String TOOLS = "tools";

  /** What the server lists as resources and templates, by their addresses, with the media types. */
  Map<String, String> listed();

  /** The one content of a resource. */
  JsonNode read(String uri);

  /** The text of a prompt. */
  String prompt(String name, Map<String, String> arguments);

  /** Begins to listen to these resources and to the list of tools; returns when it does. */
  void listen(String... uris) throws Exception;

  /** What was heard and not taken yet. */
  BlockingQueue<String> heard();

  /** The sentence of the refusal of a read. */
  String refusal(String uri);

  @Override
  void close();

  /** The eras. */
  enum Era {
    CLASSIC {
      @Override
      ReadingClient open(String url, String token) {
        return new Classic(url, token);
      }
    },
    MODERN {
      @Override
      ReadingClient open(String url, String token) {
        return new Modern(url, token);
      }
    };

    abstract ReadingClient open(String url, String token);
  }

  /** One that listens in its session. */
  final class Classic implements ReadingClient {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final io.modelcontextprotocol.client.McpSyncClient client;

    Classic(String url, String token) {
      URI uri = URI.create(url);
      this.client =
          io.modelcontextprotocol.client.McpClient.sync(
                  HttpClientStreamableHttpTransport.builder(url.replace(uri.getPath(), ""))
                      .endpoint(uri.getPath())
                      .openConnectionOnStartup(true)
                      .addHttpRequestCustomizer(
                          (request, method, target, body, context) ->
                              request.header("Authorization", "Bearer " + token))
                      .build())
              .requestTimeout(EraClient.PATIENCE)
              .toolsChangeConsumer(tools -> heard.add(TOOLS))
              .resourcesUpdateConsumer(contents -> heard.add(contents.get(0).uri()))
              .build();
      client.initialize();
    }

    @Override
    public Map<String, String> listed() {
      Map<String, String> listed = new LinkedHashMap<>();
      client.listResources().resources().forEach(one -> listed.put(one.uri(), one.mimeType()));
      client
          .listResourceTemplates()
          .resourceTemplates()
          .forEach(one -> listed.put(one.uriTemplate(), one.mimeType()));
      return listed;
    }

    @Override
    public JsonNode read(String uri) {
      return EraClient.JSON
          .valueToTree(client.readResource(ReadResourceRequest.builder(uri).build()))
          .at("/contents/0");
    }

    @Override
    public String prompt(String name, Map<String, String> arguments) {
      Map<String, Object> given = new LinkedHashMap<>(arguments);
      return EraClient.JSON
          .valueToTree(client.getPrompt(GetPromptRequest.builder(name).arguments(given).build()))
          .at("/messages/0/content/text")
          .asString();
    }

    @Override
    public void listen(String... uris) {
      for (String uri : uris) {
        client.subscribeResource(SubscribeRequest.builder(uri).build());
      }
    }

    void unsubscribe(String uri) {
      client.unsubscribeResource(UnsubscribeRequest.builder(uri).build());
    }

    @Override
    public BlockingQueue<String> heard() {
      return heard;
    }

    @Override
    public String refusal(String uri) {
      try {
        return "read: " + read(uri);
      } catch (McpError e) {
        return String.valueOf(e.getMessage());
      }
    }

    @Override
    public void close() {
      client.closeGracefully();
    }
  }

  /** One that listens by a request of its own. */
  final class Modern implements ReadingClient {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<McpSyncClient.Listening> listening = new ArrayList<>();
    private final McpSyncClient client;

    /** The resources of what it listens to that it was promised to hear of. */
    private final List<String> promised = new CopyOnWriteArrayList<>();

    Modern(String url, String token) {
      this.client =
          McpClient.sync(
                  HttpClientMcpTransport.builder(url)
                      .requestCustomizer(
                          McpHttpRequestCustomizer.fromSync(
                              (request, headers, context) ->
                                  headers.set("Authorization", "Bearer " + token)))
                      .build())
              .roundTimeout(EraClient.PATIENCE)
              .callTimeout(EraClient.PATIENCE)
              .build();
    }

    @Override
    public Map<String, String> listed() {
      Map<String, String> listed = new LinkedHashMap<>();
      client.resources().list().resources().forEach(one -> listed.put(one.uri(), one.mimeType()));
      client
          .resourceTemplates()
          .list()
          .resourceTemplates()
          .forEach(one -> listed.put(one.uriTemplate(), one.mimeType()));
      return listed;
    }

    @Override
    public JsonNode read(String uri) {
      return EraClient.JSON.valueToTree(client.resource(uri).read()).at("/contents/0");
    }

    @Override
    public String prompt(String name, Map<String, String> arguments) {
      return EraClient.JSON
          .valueToTree(client.prompt(name).arguments(arguments).get())
          .at("/messages/0/content/text")
          .asString();
    }

    @Override
    public void listen(String... uris) throws Exception {
      CountDownLatch subscribed = new CountDownLatch(1);
      listening.add(
          client
              .listen()
              .toolsChanged()
              .resourceUpdates(uris)
              .open(
                  event -> {
                    if (event instanceof SubscriptionEvent.ResourceUpdated updated) {
                      heard.add(updated.uri());
                    } else if (event instanceof SubscriptionEvent.ToolsListChanged) {
                      heard.add(TOOLS);
                    } else if (event instanceof SubscriptionEvent.Subscribed begun) {
                      promised.addAll(begun.honoured().resourceSubscriptionsOrEmpty());
                      subscribed.countDown();
                    }
                  }));
      subscribed.await();
    }

    List<String> promised() {
      return promised;
    }

    @Override
    public BlockingQueue<String> heard() {
      return heard;
    }

    @Override
    public String refusal(String uri) {
      try {
        return "read: " + read(uri);
      } catch (McpException e) {
        return String.valueOf(e.getMessage());
      }
    }

    @Override
    public void close() {
      listening.forEach(McpSyncClient.Listening::close);
    }
  }
}
