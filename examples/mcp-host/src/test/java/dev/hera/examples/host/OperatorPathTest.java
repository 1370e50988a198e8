package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.NoServer;
import dev.hera.examples.host.http.Tokens;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to the operator's interface. */
class OperatorPathTest {
  private HttpFront front;

  /** Answers whoever gets to it. */
  private static final class Reached extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("reached");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().transferTo(response.getOutputStream());
    }
  }

  @BeforeEach
  void open() throws IOException {
    front = HttpFront.open(0);
    front.start(new Tokens("operator", "worker"::equals), NoServer.modern(), new Reached());
  }

  @AfterEach
  void close() {
    front.close();
  }

  private RawHttp.Answer ask(String line, String body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(header -> header.startsWith("Host:"))) {
      all.add("Host: 127.0.0.1:" + front.port());
    }
    return RawHttp.send(
        front.port(), line + " HTTP/1.1", all, body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /operator/orchestrators",
        "GET /operator",
        "GET /operator/",
        "GET /%6fperator/orchestrators",
        "GET /operator;x=1/orchestrators",
        "GET /x/../operator/orchestrators",
        "POST /operator/archive",
        "DELETE /operator/archive"
      })
  void only_the_operator_gets_there(String line) throws IOException {
    for (String token : List.of("", "Authorization: Bearer nobody", "Authorization: Basic b3A6")) {
      RawHttp.Answer answer = token.isEmpty() ? ask(line, "{}") : ask(line, "{}", token);
      assertThat(answer.status()).as(token).isIn(400, 401);
      assertThat(answer.body()).doesNotContain("reached");
    }
    RawHttp.Answer worker = ask(line, "{}", "Authorization: Bearer worker");
    assertThat(worker.status()).isIn(400, 403);
    assertThat(worker.body()).doesNotContain("reached");
  }

  @Test
  void the_operator_does() throws IOException {
    String operator = "Authorization: Bearer operator";
    assertThat(ask("GET /operator/x", "", operator).body()).isEqualTo("reached");
    assertThat(ask("POST /operator/x", "{\"a\":1}", operator).body()).isEqualTo("{\"a\":1}");
    assertThat(ask("POST /operator/x", "x".repeat(1024 * 1024 + 1), operator).status())
        .isEqualTo(413);
    assertThat(ask("GET /operator/x", "", operator, "Origin: http://evil.example").status())
        .isEqualTo(403);
    assertThat(ask("GET /operator/x", "", operator, "Host: evil.example").status()).isEqualTo(421);
  }
}
