package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.RawHttp.Answer;
import dev.hera.message.Outgoing;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard reads over HTTP, and how it is described (W10). */
@Timeout(120)
class DashboardApiTest extends ServedDashboard {
  private static final JsonMapper JSON = new JsonMapper();

  private static JsonNode json(String path) throws Exception {
    Answer answer = get(path, bearer());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static Stream<String> described() {
    return Stream.of(
        "/api/orchestrators",
        "/api/orchestrators/{name}/plan",
        "/api/orchestrators/{name}/messages",
        "/api/orchestrators/{name}/events",
        "/api/orchestrators/{name}/nodes/{node}",
        "/api/orchestrators/{name}/nodes/{node}/log",
        "/api/orchestrators/{name}/nodes/{node}/diff",
        "/api/openapi.json");
  }

  @ParameterizedTest
  @MethodSource("described")
  void answers_are_as_the_description_says(String path) throws Exception {
    JsonNode description = json("/api/openapi.json");
    JsonNode schema =
        description
            .path("paths")
            .path(path)
            .at("/get/responses/200/content/application~1json/schema");
    assertThat(schema.isObject()).isTrue();
    JsonNode answer = json(path.replace("{name}", "shop").replace("{node}", "1a-seed"));
    assertThat(JsonSchema.problems(description, schema, answer)).isEmpty();
    if (path.endsWith("/plan")) {
      JsonNode past = json("/api/orchestrators/shop/plan?as_of=" + Long.MAX_VALUE);
      assertThat(JsonSchema.problems(description, schema, past)).isEmpty();
    }
    if (path.endsWith("{node}")) {
      JsonNode other = json("/api/orchestrators/shop/nodes/2a-next");
      assertThat(JsonSchema.problems(description, schema, other)).isEmpty();
    }
  }

  @Test
  void nothing_is_served_that_is_not_described() throws Exception {
    TreeSet<String> paths = new TreeSet<>(json("/api/openapi.json").path("paths").propertyNames());
    TreeSet<String> known = new TreeSet<>(described().toList());
    known.add("/api/events");
    assertThat(paths).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orchestrators/none/plan",
        "/api/orchestrators/none/events",
        "/api/orchestrators/shop/nodes/none",
        "/api/orchestrators/shop/nodes/2a-next/log",
        "/api/orchestrators/shop/nothing",
        "/api/nothing",
        "/api/"
      })
  void what_is_not_there_is_refused_in_one_shape(String path) throws Exception {
    Answer answer = get(path, bearer());
    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    JsonNode description = json("/api/openapi.json");
    assertThat(
            JsonSchema.problems(
                description,
                description.at("/components/schemas/Refusal"),
                JSON.readTree(answer.body())))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=x", "limit=0", "limit=-1", "limit="})
  void wrong_numbers_are_refused(String query) throws Exception {
    assertThat(get("/api/orchestrators/shop/events?" + query, bearer()).status()).isEqualTo(400);
  }

  @Test
  void the_plan_as_of_an_earlier_event_is_read_from_the_history() throws Exception {
    JsonNode events = json("/api/orchestrators/shop/events?after=0&limit=1000").path("events");
    JsonNode planned =
        events
            .valueStream()
            .filter(event -> event.path("kind").stringValue().equals("launch_requested"))
            .findFirst()
            .orElseThrow();
    JsonNode then = json("/api/orchestrators/shop/plan?as_of=" + planned.path("sequence"));
    assertThat(then.path("as_of")).isEqualTo(planned);
    assertThat(then.path("nodes").valueStream().map(node -> node.path("state").stringValue()))
        .containsExactly("ready", "planned");
    JsonNode now = json("/api/orchestrators/shop/plan");
    assertThat(now.path("as_of").isNull()).isTrue();
    JsonNode last = json("/api/orchestrators/shop/plan?as_of=" + Long.MAX_VALUE);
    assertThat(last.path("nodes")).isEqualTo(now.path("nodes"));
    assertThat(last.path("roles")).isEqualTo(now.path("roles"));
    assertThat(last.path("stages")).isEqualTo(now.path("stages"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0", "x", "1.5", "99999999999999999999"})
  void a_moment_that_there_is_not_is_refused_by_its_name(String number) throws Exception {
    Answer answer = get("/api/orchestrators/shop/plan?as_of=" + number, bearer());
    assertThat(answer.status()).isEqualTo(400);
    JsonNode refusal = JSON.readTree(answer.body()).path("error");
    assertThat(refusal.path("code").stringValue()).isEqualTo("invalid_argument");
    assertThat(refusal.path("message").stringValue()).startsWith("as_of: ");
  }

  @Test
  void a_held_node_says_why_and_its_blocker_shows_its_log() throws Exception {
    JsonNode plan = json("/api/orchestrators/shop/plan");
    assertThat(plan.path("attention").valueStream().map(one -> one.path("kind").stringValue()))
        .containsExactly("failed", "held");
    assertThat(plan.path("attention").path(1).path("release").toString()).contains("hera_unblock");
    assertThat(json("/api/orchestrators/shop/nodes/1a-seed/log").path("text").stringValue())
        .isEqualTo("it worked\n");
    assertThat(json("/api/orchestrators/shop/nodes/1a-seed/log?after=3").path("text").stringValue())
        .isEqualTo("worked\n");
  }

  @Test
  void pages_of_events_follow_each_other_and_the_stream_begins_with_what_was_missed()
      throws Exception {
    JsonNode all = json("/api/orchestrators/shop/events?after=0&limit=1000").path("events");
    assertThat(all.size()).isGreaterThan(5);
    long third = all.path(2).path("sequence").longValue();
    JsonNode page = json("/api/orchestrators/shop/events?after=" + third + "&limit=2");
    assertThat(page.path("events").path(0)).isEqualTo(all.path(3));
    assertThat(page.path("events").path(1)).isEqualTo(all.path(4));
    for (String path : List.of("/api/orchestrators/shop/events", "/api/events")) {
      try (Socket socket = stream(path, third)) {
        BufferedReader lines = reader(socket.getInputStream());
        for (int i = 3; i < all.size(); i++) {
          assertThat(nextId(lines)).isEqualTo(all.path(i).path("sequence").longValue());
        }
        lead.send(Outgoing.to("2a-next", "one more", "It is seen at once."));
        assertThat(nextId(lines))
            .isGreaterThan(all.path(all.size() - 1).path("sequence").longValue());
      }
      all = json("/api/orchestrators/shop/events?after=0&limit=1000").path("events");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/orchestrators/shop/events", "/api/events"})
  void a_reader_of_another_store_that_was_further_hears_what_comes(String path) throws Exception {
    JsonNode all = json("/api/orchestrators/shop/events?after=0&limit=1000").path("events");
    long last = all.path(all.size() - 1).path("sequence").longValue();
    try (Socket socket = stream(path, last + 1_000)) {
      BufferedReader lines = reader(socket.getInputStream());
      assertThat(next(lines, "retry: ")).isNotEmpty();
      lead.send(Outgoing.to("2a-next", "one more", "It is seen at once."));
      assertThat(nextId(lines)).isEqualTo(last + 1);
    }
  }

  private static Socket stream(String path, long last) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    String request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nAccept: text/event-stream\r\nLast-Event-ID: %d\r\n\r\n"
            .formatted(path, port, bearer(), last);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static long nextId(BufferedReader lines) throws Exception {
    return Long.parseLong(next(lines, "id: "));
  }

  /** The rest of the next line that begins so. */
  private static String next(BufferedReader lines, String beginning) throws Exception {
    String line = lines.readLine();
    while (!line.startsWith(beginning)) {
      line = lines.readLine();
    }
    return line.substring(beginning.length());
  }
}
