package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Nothing that a client tells, or leaves untold, keeps its requests or those of others waiting. */
@Timeout(120)
class UnansweredClientTest {
  /** More than the host has threads for requests. */
  private static final int MANY = 140;

  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final String PING = "'id':7,'method':'ping'";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Sinks.One<String> awaited = Sinks.one();
  private HttpFront front;
  private McpAsyncServer server;

  @BeforeEach
  void start() throws IOException {
    front = HttpFront.open(0);
    server =
        McpServer.async(front.transport())
            .serverInfo("t", "1")
            .tools(
                tool("wait", awaited.asMono()),
                AsyncToolSpecification.builder()
                    .tool(Tool.builder("ask", Map.of("type", "object")).build())
                    .callHandler(
                        (exchange, request) ->
                            exchange
                                .createElicitation(
                                    ElicitFormRequest.builder("?", Map.of("type", "object"))
                                        .build())
                                .map(answer -> result("answered"))
                                .onErrorResume(failure -> Mono.just(result("unanswered"))))
                    .build())
            .build();
    front.start(new Tokens("known", token -> false), NoServer.modern(), new HttpServlet() {});
  }

  @AfterEach
  void stop() {
    server.close();
    front.close();
  }

  private static AsyncToolSpecification tool(String name, Mono<String> text) {
    return AsyncToolSpecification.builder()
        .tool(Tool.builder(name, Map.of("type", "object")).build())
        .callHandler((exchange, request) -> text.map(UnansweredClientTest::result))
        .build();
  }

  private static CallToolResult result(String text) {
    return CallToolResult.builder().addTextContent(text).build();
  }

  private HttpRequest.Builder request(String session) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + "/mcp"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer known")
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream");
    return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
  }

  private HttpRequest post(String session, String message) {
    String body = ("{'jsonrpc':'2.0'," + message + "}").replace('\'', '"');
    return request(session).POST(BodyPublishers.ofString(body)).build();
  }

  private int told(String session, String message) throws Exception {
    return http.send(post(session, message), BodyHandlers.discarding()).statusCode();
  }

  private String initialize(String capabilities) throws Exception {
    String message =
        "'id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':"
            + capabilities
            + ",'clientInfo':{'name':'t','version':'1'}}";
    String session =
        http.send(post("", message), BodyHandlers.discarding())
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
    assertThat(told(session, "'method':'notifications/initialized'")).isEqualTo(202);
    return session;
  }

  private BufferedReader events(HttpRequest request) throws Exception {
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static String event(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.startsWith("data:")) {
      line = events.readLine();
    }
    return line;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "{} false notifications/roots/list_changed",
        "{} true notifications/roots/list_changed",
        "{'roots':{'listChanged':true}} false notifications/roots/list_changed",
        "{'roots':{'listChanged':true}} true notifications/roots/list_changed",
        "{'roots':{}} true notifications/roots/list_changed",
        "{} true notifications/initialized",
        "{'elicitation':{},'sampling':{}} true notifications/progress",
        "{} true notifications/cancelled",
        "{} true notifications/message",
        "{} true notifications/of_nobody",
        "{} true roots/list"
      },
      quoteCharacter = '|')
  void a_notification_asks_nothing_and_is_taken_at_once_however_many_there_are(
      String capabilities, boolean listens, String method) throws Exception {
    String session = initialize(capabilities);
    String message = "'method':'" + method + "','params':{'requestId':5}";
    try (BufferedReader events =
        listens
            ? events(request(session).GET().build())
            : new BufferedReader(Reader.nullReader())) {
      CompletableFuture<?>[] all =
          IntStream.range(0, MANY)
              .mapToObj(n -> http.sendAsync(post(session, message), BodyHandlers.discarding()))
              .map(
                  sent -> sent.thenAccept(answer -> assertThat(answer.statusCode()).isEqualTo(202)))
              .toArray(CompletableFuture[]::new);
      assertThat(told(initialize("{}"), PING)).isEqualTo(200);
      CompletableFuture.allOf(all).get();
      if (listens) {
        server.notifyToolsListChanged().block();
        assertThat(event(events)).contains("notifications/tools/list_changed");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':'nope','result':{}",
        "'id':3,'result':{'action':'accept'}",
        "'id':9223372036854775807,'result':[]",
        "'id':'nope','error':{'code':-32601,'message':'no such method'}",
        "'id':'nope','result':null,'error':{'code':1,'message':'m','data':[]}"
      })
  void an_answer_that_nobody_waits_for_is_taken(String message) throws Exception {
    assertThat(told(initialize("{}"), message)).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '|',
      value = {
        "'result':{'action':'accept','content':{}} \"answered",
        "'result':{'action':7} unanswered",
        "'result':5 unanswered",
        "'result':[] unanswered",
        "'error':{'code':-1,'message':'no'} unanswered"
      })
  void whatever_answers_a_question_whoever_asked_it_goes_on(String outcome, String then)
      throws Exception {
    String session = initialize("{'elicitation':{}}");
    try (BufferedReader call =
        events(post(session, "'id':2,'method':'tools/call','params':{'name':'ask'}"))) {
      String id = event(call).replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
      assertThat(told(session, "'id':'" + id + "'," + outcome)).isEqualTo(202);
      assertThat(event(call)).contains(then);
      assertThat(told(session, "'id':'" + id + "'," + outcome)).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.9",
        "1.0",
        "18446744073709551617",
        "-18446744073709551615",
        "4294967297",
        "'1'",
        "null",
        "true",
        "[1]",
        "{'id':1}"
      })
  void a_cancellation_of_no_request_ends_none(String id) throws Exception {
    String session = initialize("{}");
    try (BufferedReader call =
        events(post(session, "'id':1,'method':'tools/call','params':{'name':'wait'}"))) {
      String cancel = "'method':'notifications/cancelled','params':{'requestId':" + id + "}";
      assertThat(told(session, cancel)).isEqualTo(202);
      awaited.emitValue("here it is", Sinks.EmitFailureHandler.FAIL_FAST);
      assertThat(event(call)).contains("here it is");
    }
  }
}
