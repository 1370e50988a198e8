package dev.hera.examples.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent's connection to a host, in one era of the protocol or the other. */
public interface EraClient {
  /** How long it waits for an answer. */
  Duration PATIENCE = Duration.ofSeconds(100);

  JsonMapper JSON = new JsonMapper();

  /** The whole result of a tool. */
  JsonNode call(String tool, Map<String, Object> arguments) throws Exception;

  /** The names of the tools that it is listed. */
  List<String> tools() throws Exception;

  /** What it is told by itself. */
  Updates updates();

  /** Ends the connection. */
  void close() throws Exception;

  /** What any HTTP client can say, in either era. */
  enum Kind {
    RAW_CLASSIC {
      @Override
      public EraClient open(String url, String token) throws Exception {
        SharedSession session = new SharedSession(url, token);
        return of(
            (tool, arguments) -> session.call(token, tool, arguments).message().path("result"),
            () -> session.toolList(token),
            () -> {});
      }
    },
    RAW_MODERN {
      @Override
      public EraClient open(String url, String token) {
        ModernClient client = new ModernClient(url, token);
        return of(
            (tool, arguments) -> client.call(tool, arguments).result(),
            () -> client.ask("tools/list").result(),
            () -> {});
      }
    };

    /** Opens a connection with a token. */
    public abstract EraClient open(String url, String token) throws Exception;
  }

  /** A call of a tool. */
  interface Calls {
    JsonNode call(String tool, Map<String, Object> arguments) throws Exception;
  }

  /** The result of a request for the list of tools. */
  interface Lists {
    JsonNode list() throws Exception;
  }

  static EraClient of(Calls calls, Lists lists, AutoCloseable connection) {
    return of(calls, lists, connection, Updates.NONE);
  }

  static EraClient of(Calls calls, Lists lists, AutoCloseable connection, Updates updates) {
    return new EraClient() {
      @Override
      public JsonNode call(String tool, Map<String, Object> arguments) throws Exception {
        return calls.call(tool, arguments);
      }

      @Override
      public List<String> tools() throws Exception {
        return lists
            .list()
            .path("tools")
            .valueStream()
            .map(tool -> tool.path("name").stringValue())
            .toList();
      }

      @Override
      public Updates updates() {
        return updates;
      }

      @Override
      public void close() throws Exception {
        connection.close();
      }
    };
  }
}
