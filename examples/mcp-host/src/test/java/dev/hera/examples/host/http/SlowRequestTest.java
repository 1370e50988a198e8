package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.web.PageServlet;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends a byte now and then keeps nothing from others, and not for ever. */
@Timeout(60)
class SlowRequestTest {
  private static final Duration ARRIVAL = Duration.ofMillis(700);
  private static final long GIVEN_UP = 10_000;

  private HttpFront front;

  @BeforeEach
  void open() throws IOException {
    front = HttpFront.open(0, ARRIVAL, HttpFront.KEEP_ALIVE, HttpFront.WRITE_LIMIT);
    front.serve("/", new PageServlet("none", code -> Optional.empty()));
    front.start(new Tokens("known", token -> false), NoServer.modern(), new HttpServlet() {});
  }

  @AfterEach
  void close() {
    front.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private String head(String method, String path, String... more) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + front.port()
        + "\r\n"
        + String.join("", more);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String page(Socket socket) throws IOException {
    send(socket, head("GET", "/", "\r\n"));
    return new String(socket.getInputStream().readNBytes(15), StandardCharsets.ISO_8859_1);
  }

  /** Sends a byte whenever the host has been silent for a while; how long until it closes. */
  private static long dribble(Socket socket, String each) throws IOException {
    long start = System.nanoTime();
    socket.setSoTimeout(100);
    while (millisSince(start) < GIVEN_UP && isOpen(socket, each)) {}
    return millisSince(start);
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static boolean isOpen(Socket socket, String each) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return canSend(socket, each);
    } catch (SocketException reset) {
      return false;
    }
  }

  private static boolean canSend(Socket socket, String text) throws IOException {
    try {
      send(socket, text);
      return true;
    } catch (SocketException closed) {
      return false;
    }
  }

  @Test
  void headers_that_never_end_are_given_up_while_others_are_answered() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      slow.add(connect());
      send(slow.get(i), head("GET", "/", "X: "));
    }
    try (Socket other = connect()) {
      assertThat(page(other)).isEqualTo("HTTP/1.1 200 OK");
    }
    for (Socket socket : slow) {
      assertThat(dribble(socket, "y")).isLessThan(GIVEN_UP);
      socket.close();
    }
  }

  @Test
  void a_body_that_never_ends_is_given_up() throws Exception {
    String bearer = "Authorization: Bearer known\r\n";
    try (Socket counted = connect();
        Socket chunked = connect()) {
      send(counted, head("POST", "/mcp", bearer, "Content-Length: 100000\r\n\r\n{"));
      send(chunked, head("POST", "/mcp", bearer, "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"));
      assertThat(dribble(counted, " ")).isBetween(100L, GIVEN_UP);
      assertThat(dribble(chunked, "1\r\n \r\n")).isLessThan(GIVEN_UP);
    }
  }

  @Test
  void a_body_without_a_known_token_is_not_waited_for() throws Exception {
    try (Socket socket = connect()) {
      send(socket, head("POST", "/mcp", "Content-Length: 100000\r\n\r\n{"));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void each_request_of_a_connection_has_its_own_time() throws Exception {
    try (Socket socket = connect()) {
      assertThat(page(socket)).isEqualTo("HTTP/1.1 200 OK");
      socket.getInputStream().skipNBytes(socket.getInputStream().available());
      assertThat(dribble(socket, "G")).isBetween(300L, GIVEN_UP);
    }
  }
}
