package dev.hera.examples.host.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.webhook.HookServer.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ReceiverTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final BlockingQueue<Integer> waits = new LinkedBlockingQueue<>();
  private final BlockingQueue<Notification> finished = new LinkedBlockingQueue<>();
  private final List<Receiver> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Receiver::close);
  }

  private Receiver receiver(URI url, Duration limit) {
    WebhookSecret secret = WebhookSecret.parse(HookServer.SECRET, "here");
    Receiver receiver = new Receiver(url, secret, CLOCK, waits::add, finished::add, limit);
    open.add(receiver);
    receiver.start();
    return receiver;
  }

  private Receiver receiver(HookServer server) {
    return receiver(server.url(), Receiver.LIMIT);
  }

  private static Notification notification(String id) {
    return new Notification(
        Notification.HELD,
        id,
        CLOCK.instant(),
        new Notification.Subject("o", "n", "held", "\"} \u202e\n", List.of("Do it.")));
  }

  private Notification awaitFinished() throws InterruptedException {
    Notification one = finished.poll(90, TimeUnit.SECONDS);
    assertThat(one).isNotNull();
    return one;
  }

  @Test
  void what_is_not_taken_is_repeated_with_the_same_id_and_a_signature_of_its_own()
      throws Exception {
    try (HookServer server = new HookServer()) {
      server.answers(503, 500, 404);
      receiver(server).tell(notification("msg_1"));
      for (int i = 0; i < 4; i++) {
        Request request = server.next();
        assertThat(request.id()).isEqualTo("msg_1");
        assertThat(request.isSignedWith(HookServer.SECRET)).isTrue();
        assertThat(request.headers()).containsEntry("webhook-timestamp", "1767323045");
        assertThat(request.json().path("data").path("why").stringValue()).isEqualTo("\"} \u202e\n");
      }
      assertThat(awaitFinished().id()).isEqualTo("msg_1");
      assertThat(waits).containsExactly(1, 2, 3);
    }
  }

  @Test
  void a_redirection_is_not_followed_and_what_is_never_taken_is_dropped() throws Exception {
    try (HookServer server = new HookServer()) {
      server.always(307);
      Receiver receiver = receiver(server);
      receiver.tell(notification("msg_1"));
      for (int i = 0; i < Receiver.TRIES; i++) {
        assertThat(server.next().path()).isEqualTo("/hook");
      }
      awaitFinished();
      server.always(200);
      receiver.tell(notification("msg_2"));
      assertThat(server.next().id()).isEqualTo("msg_2");
      assertThat(awaitFinished().id()).isEqualTo("msg_2");
    }
  }

  @Test
  void one_that_does_not_answer_is_given_up_each_time() throws Exception {
    try (HookServer server = new HookServer()) {
      server.answers(0, 0);
      receiver(server.url(), Duration.ofMillis(200)).tell(notification("msg_1"));
      awaitFinished();
      assertThat(waits).containsExactly(1, 2);
    }
  }

  @Test
  void one_whose_answer_never_ends_is_given_up() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      receiver(url, Duration.ofMillis(500)).tell(notification("msg_1"));
      try (Socket first = server.accept()) {
        first
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        try (Socket second = server.accept()) {
          assertThat(second.isConnected()).isTrue();
        }
      }
    }
  }

  @Test
  void nobody_waits_for_one_that_hangs() throws Exception {
    try (HookServer server = new HookServer()) {
      server.always(0);
      Receiver receiver = receiver(server);
      receiver.tell(notification("msg_first"));
      server.next();
      for (int i = 0; i < Receiver.MOST_WAITING; i++) {
        receiver.tell(notification("msg_" + i));
      }
      assertThat(finished).isEmpty();
      receiver.tell(notification("msg_more"));
      assertThat(awaitFinished().id()).isEqualTo("msg_more");
    }
  }

  @Test
  void one_that_is_away_is_tried_again() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    receiver(URI.create("http://127.0.0.1:" + port + "/"), Receiver.LIMIT)
        .tell(notification("msg_1"));
    awaitFinished();
    assertThat(waits).hasSize(Receiver.TRIES - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 1000",
    "1, 0, 800",
    "1, 1, 1200",
    "2, 0.5, 2000",
    "9, 0.5, 256000",
    "10, 0.5, 300000",
    "99, 1, 360000"
  })
  void waits_double_up_to_a_limit(int failures, double chance, long millis) {
    assertThat(Backoff.delay(failures, chance)).isEqualTo(Duration.ofMillis(millis));
  }
}
