package dev.hera.examples.host.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.examples.host.webhook.HookServer.Request;
import dev.hera.history.NamedEvent;
import dev.hera.memory.MemoryStore;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What receivers are told of a plan, on a real Hera with workers that are threads. */
@Timeout(120)
class WebhooksTest {
  private static final String HOSTILE = "\"}],{<script> \\u0000 \\\" \u05d0 {{x}}";

  @TempDir Path state;
  private HookServer server;
  private Hera hera;
  private Coordinator lead;
  private final Map<String, BlockingQueue<Outgoing>> reports = new ConcurrentHashMap<>();
  private final List<Webhooks> open = new CopyOnWriteArrayList<>();

  @BeforeEach
  void begin() throws Exception {
    server = new HookServer();
    hera =
        Hera.builder(MemoryStore.create())
            .launcher(new ThreadLauncher(this::work))
            .listener(this::committed)
            .build();
    lead = hera.newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "p").node("b", "p").after("a").build());
    hera.start();
  }

  @AfterEach
  void end() {
    open.forEach(Webhooks::close);
    hera.close();
    server.close();
  }

  private void committed(List<NamedEvent> events) {
    open.forEach(webhooks -> webhooks.accept(events));
  }

  private BlockingQueue<Outgoing> of(String role) {
    return reports.computeIfAbsent(role, name -> new LinkedBlockingQueue<>());
  }

  private void work(ThreadLauncher.Session session) throws InterruptedException {
    Outgoing report;
    do {
      report = of(session.request().role()).poll(90, TimeUnit.SECONDS);
      session.self().send(report);
    } while (report.status() == Status.BLOCKED || report.status() == Status.WORKING);
  }

  private void report(String role, Status status, String tldr) {
    of(role).add(Outgoing.report(status, tldr, "body"));
  }

  private Webhooks start(URI... urls) {
    Webhooks webhooks =
        new Webhooks(
            Stream.of(urls).toList(),
            WebhookSecret.parse(HookServer.SECRET, "here"),
            state,
            hera.overview(),
            Clock.systemUTC(),
            failures -> {},
            Duration.ofSeconds(60));
    open.add(webhooks);
    webhooks.start();
    return webhooks;
  }

  private void stop(Webhooks webhooks) {
    open.remove(webhooks);
    webhooks.close();
  }

  private Request next(String type, String node) throws Exception {
    Request next = server.next();
    assertThat(next.type() + " " + next.node())
        .as(next.json().toString())
        .isEqualTo(type + " " + node);
    assertThat(next.isSignedWith(HookServer.SECRET)).isTrue();
    assertThat(next.json().path("id").stringValue()).isEqualTo(next.id());
    assertThat(next.json().path("data").path("orchestrator").stringValue()).isEqualTo("o");
    return next;
  }

  @Test
  void failed_held_and_complete_are_told_once_each() throws Exception {
    start(server.url());
    report("a", Status.FAILED, HOSTILE);
    JsonNode failed = next("node.failed", "a").json().path("data");
    assertThat(failed.path("why").stringValue()).contains(HOSTILE);
    assertThat(failed.path("kind").stringValue()).isEqualTo("failed");
    assertThat(failed.path("release").path(0).stringValue()).contains("hera_revive");
    JsonNode held = next("node.held", "b").json();
    assertThat(held.path("data").path("release").path(0).stringValue())
        .isEqualTo("a reports done, or hera_unblock removes the edge from a to b.");
    assertThat(held.path("timestamp").stringValue()).matches("20.*Z");
    lead.awaitOutcome(Duration.ofSeconds(90));
    lead.revive("a");
    report("a", Status.DONE, "mended");
    report("b", Status.DONE, "done");
    JsonNode complete = next("plan.complete", "").json().path("data");
    assertThat(complete.path("why").stringValue())
        .isEqualTo("Every node that is not cancelled reports done: 2 in review.");
    assertThat(complete.has("node")).isFalse();
  }

  @Test
  void each_question_of_a_worker_is_told() throws Exception {
    start(server.url());
    report("a", Status.BLOCKED, "Red or blue?");
    assertThat(next("attention.needed", "a").json().toString()).contains("It asks: Red or blue?");
    report("a", Status.BLOCKED, "Light or dark?");
    assertThat(next("attention.needed", "a").json().toString()).contains("Light or dark?");
    report("a", Status.WORKING, "thanks");
    report("a", Status.FAILED, "no");
    next("node.failed", "a");
  }

  @Test
  void a_plan_that_is_complete_again_is_told_again() throws Exception {
    start(server.url());
    report("a", Status.DONE, "done");
    report("b", Status.DONE, "done");
    String first = next("plan.complete", "").id();
    report("c", Status.BLOCKED, "What?");
    lead.submit(Plan.builder().node("c", "p").build());
    next("attention.needed", "c");
    report("c", Status.DONE, "done");
    assertThat(next("plan.complete", "").id()).isNotEqualTo(first);
  }

  @Test
  void a_later_host_tells_what_was_not_taken_and_nothing_twice() throws Exception {
    server.answers(204, 0);
    Webhooks first = start(server.url());
    report("a", Status.FAILED, "no");
    next("node.failed", "a");
    String held = next("node.held", "b").id();
    stop(first);

    Webhooks second = start(server.url());
    assertThat(next("node.held", "b").id()).isEqualTo(held);
    lead.cancel("b");
    lead.submit(Plan.builder().node("c", "p").after("a").build());
    next("node.held", "c");
    lead.submit(Plan.builder().node("d", "p").after("a").build());
    next("node.held", "d"); // so the answer for c has arrived
    stop(second);

    lead.submit(Plan.builder().node("e", "p").after("a").build());
    start(server.url());
    List<String> told = new ArrayList<>();
    do {
      told.add(server.next().node());
    } while (!told.contains("e"));
    assertThat(told).doesNotContain("a", "b", "c");
  }

  @Test
  void the_first_host_that_tells_anybody_tells_what_is_stuck_and_not_what_is_over()
      throws Exception {
    report("a", Status.DONE, "done");
    report("b", Status.DONE, "done");
    lead.awaitOutcome(Duration.ofSeconds(90));
    Coordinator other = hera.newOrchestrator("p", "lead");
    other.submit(Plan.builder().node("x", "p").build());
    report("x", Status.FAILED, "no");
    other.awaitOutcome(Duration.ofSeconds(90));
    start(server.url());
    assertThat(server.next().type()).isEqualTo("node.failed");
    report("c", Status.FAILED, "no");
    lead.submit(Plan.builder().node("c", "p").build());
    next("node.failed", "c");
  }

  @Test
  void a_receiver_that_hangs_keeps_nothing_from_another_one() throws Exception {
    try (HookServer hanging = new HookServer()) {
      hanging.always(0);
      start(hanging.url(), server.url());
      report("a", Status.FAILED, "no");
      hanging.next();
      next("node.failed", "a");
      next("node.held", "b");
    }
  }
}
