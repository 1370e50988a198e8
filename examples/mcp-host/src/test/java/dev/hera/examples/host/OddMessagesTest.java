package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hera.examples.host.server.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages of all kinds and both eras in which something at random is not what it should be: none
 * is answered with a server's error, in HTTP or in JSON-RPC, and none leaves a failure in the log.
 */
@Timeout(600)
class OddMessagesTest {
  private static final int ROUNDS = Boolean.getBoolean("hera.full") ? 20_000 : 1_500;
  private static final long SEED = 20261201;
  private static final int INTERNAL_ERROR = -32603;
  private static final JsonMapper JSON = new JsonMapper();

  /** Stands in a message for the text of a value that no tree of JSON could hold. */
  private static final String PLACE = "@odd@";

  private static final String META =
      "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
          + "'io.modelcontextprotocol/clientCapabilities':{},"
          + "'io.modelcontextprotocol/clientInfo':{'name':'t','version':'1'}}";

  private static final List<String> CLASSIC =
      List.of(
          "'id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':"
              + "{'roots':{'listChanged':true}},'clientInfo':{'name':'t','version':'1'}}",
          "'id':1,'method':'ping'",
          "'id':'a','method':'tools/list','params':{'cursor':'c'}",
          "'id':1,'method':'tools/call','params':{'name':'hera_plan_show','arguments':{},"
              + "'_meta':{'progressToken':1}}",
          "'id':1,'method':'resources/list','params':{}",
          "'id':1,'method':'resources/templates/list','params':{}",
          "'id':1,'method':'resources/read','params':{'uri':'hera://skill'}",
          "'id':1,'method':'resources/subscribe','params':{'uri':'hera://inbox'}",
          "'id':1,'method':'resources/unsubscribe','params':{'uri':'hera://inbox'}",
          "'id':1,'method':'prompts/list','params':{}",
          "'id':1,'method':'prompts/get','params':{'name':'plan-work','arguments':{'goal':'g'}}",
          "'id':1,'method':'logging/setLevel','params':{'level':'info'}",
          "'id':1,'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'x'},"
              + "'argument':{'name':'n','value':'v'}}",
          "'method':'notifications/initialized','params':{}",
          "'method':'notifications/roots/list_changed','params':{}",
          "'method':'notifications/cancelled','params':{'requestId':1,'reason':'r'}",
          "'method':'notifications/progress','params':{'progressToken':1,'progress':0.5}",
          "'id':1,'result':{'action':'accept','content':{}}",
          "'id':1,'error':{'code':-1,'message':'m','data':{}}");

  private static final List<String> MODERN =
      List.of(
          "'id':1,'method':'server/discover','params':{%s}",
          "'id':'a','method':'tools/list','params':{%s,'cursor':'c'}",
          "'id':1,'method':'tools/call','params':{%s,'name':'hera_plan_show','arguments':{},"
              + "'inputResponses':{'person':{'action':'accept','content':{}}},'requestState':'s'}",
          "'id':1,'method':'resources/list','params':{%s}",
          "'id':1,'method':'resources/templates/list','params':{%s}",
          "'id':1,'method':'resources/read','params':{%s,'uri':'hera://skill'}",
          "'id':1,'method':'prompts/list','params':{%s}",
          "'id':1,'method':'prompts/get','params':{%s,'name':'plan-work','arguments':{'goal':'g'}}",
          "'id':1,'method':'subscriptions/listen','params':{%s,'notifications':"
              + "{'toolsListChanged':true,'resourceSubscriptions':['hera://inbox']}}",
          "'id':1,'method':'tasks/get','params':{%s,'taskId':'t'}",
          "'id':1,'method':'tasks/update','params':{%s,'taskId':'t','inputResponses':{}}",
          "'id':1,'method':'tasks/cancel','params':{%s,'taskId':'t'}",
          "'id':1,'method':'no/such','params':{%s}",
          "'method':'notifications/cancelled','params':{%s,'requestId':1}",
          "'method':'notifications/roots/list_changed','params':{%s}",
          "'id':1,'result':{'roots':[]}",
          "'id':1,'error':{'code':-1,'message':'m'}");

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-1e9999",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-123456789012345678901234567890",
          "123456789012345678901234567890123456789.5",
          "\"\"",
          "\"x\"",
          "\"1\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"::::\"",
          "\"hera://orchestrators/%zz/plan\"",
          "\"hera://inbox/\\ud800/\\u0000\"",
          "\"initialize\"",
          "\"server/discover\"",
          "\"notifications/roots/list_changed\"",
          "{}",
          "[]",
          "[null]",
          "{\"a\":{\"b\":[1,2,{}]}}",
          "{\"\":null}",
          "[".repeat(120) + "]".repeat(120),
          "{\"a\":".repeat(120) + "0" + "}".repeat(120));

  private static final List<String> NAMES =
      List.of("id", "method", "params", "result", "error", "_meta", "jsonrpc", "x", "name", "uri");

  @TempDir static Path directory;
  private static Host host;
  private static HttpClient http;
  private static String session;
  private static ListAppender<ILoggingEvent> log;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() throws Exception {
    host = ShopHost.start(directory, Repository.create(directory.resolve("shop")), 1);
    session = new SharedSession(host.url(), host.token()).id();
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    log = new ListAppender<>();
    log.start();
    root().addAppender(log);
  }

  @AfterAll
  static void stop() {
    root().detachAppender(log);
    host.close();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** A message and the headers that go with it. */
  private record Odd(String body, Map<String, String> headers) {}

  @Test
  void no_odd_message_is_answered_with_an_error_of_the_server_s() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Odd odd = i % 2 == 0 ? classic() : modern();
      Reply reply = send(odd);
      if (!reply.isFine()
          || log.list.stream().anyMatch(event -> event.getThrowableProxy() != null)) {
        wrong.add(odd + " -> " + reply + " " + log.list);
        log.list.clear();
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Odd classic() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (random.nextInt(10) > 0) {
      headers.put("Mcp-Session-Id", random.nextInt(20) > 0 ? session : "of-nobody");
    }
    if (random.nextInt(4) == 0) {
      headers.put("MCP-Protocol-Version", one(List.of("2025-11-25", "1999-01-01", "\u00e4")));
    }
    return new Odd(odd(one(CLASSIC)), headers);
  }

  private Odd modern() {
    String message = one(MODERN).formatted(META);
    Map<String, String> headers = new LinkedHashMap<>();
    JsonNode read = read(message);
    headers.put("MCP-Protocol-Version", "2026-07-28");
    headers.put("Mcp-Method", read.path("method").asString("x"));
    headers.put("Mcp-Name", name(read.path("params")));
    if (random.nextInt(8) == 0) {
      headers.put(one(List.copyOf(headers.keySet())), one(List.of("x", "=?base64?!?=", "\u00e4")));
    }
    return new Odd(odd(message), headers);
  }

  private static String name(JsonNode params) {
    return List.of("name", "uri", "taskId").stream()
        .map(field -> params.path(field).asString(""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("x");
  }

  private static ObjectNode read(String message) {
    return (ObjectNode) JSON.readTree(("{'jsonrpc':'2.0'," + message + "}").replace('\'', '"'));
  }

  private String odd(String message) {
    ObjectNode tree = read(message);
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      change(tree);
    }
    String text = tree.toString();
    String place = '"' + PLACE + '"';
    while (text.contains(place)) {
      int at = text.indexOf(place);
      text = text.substring(0, at) + one(ODD) + text.substring(at + place.length());
    }
    return text;
  }

  private void change(ObjectNode tree) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(tree, objects);
    ObjectNode object = random.nextBoolean() ? tree : one(objects);
    List<String> fields = List.copyOf(object.propertyNames());
    switch (fields.isEmpty() ? 0 : random.nextInt(4)) {
      case 0 -> object.put(one(NAMES), PLACE);
      case 1 -> object.remove(one(fields));
      default -> object.put(one(fields), PLACE);
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
      object.values().forEach(value -> collect(value, objects));
    } else if (node instanceof ArrayNode array) {
      array.values().forEach(value -> collect(value, objects));
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** A status, and a body or the first event of a stream. */
  private record Reply(int status, String body) {
    boolean isFine() {
      return status < 500
          && (status < 400 || body.contains("\"error\""))
          && !body.contains("\"code\":" + INTERNAL_ERROR)
          && !body.contains("Exception");
    }
  }

  private static Reply send(Odd odd) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(host.url()))
            .timeout(Duration.ofSeconds(50))
            .header("Authorization", "Bearer " + host.token())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(odd.body()));
    odd.headers().forEach(request::header);
    HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      return new Reply(answer.statusCode(), firstEvent(lines));
    }
  }

  private static String firstEvent(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data:") || line.startsWith("{")) {
        return line;
      }
    }
    return "";
  }
}
