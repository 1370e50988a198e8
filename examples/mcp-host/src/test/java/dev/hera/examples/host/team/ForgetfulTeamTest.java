package dev.hera.examples.host.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents make the mistakes that agents make, and then do only what the answer says: each plan comes
 * to its end.
 */
@Timeout(120)
class ForgetfulTeamTest {
  private static final String PLAN = "a b<a";

  @TempDir static Path directory;
  private static TeamHost host;

  @BeforeAll
  static void start() throws Exception {
    host = new TeamHost(directory);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @AfterEach
  void archive() {
    host.archiveAll();
  }

  /** A coordinator that has submitted the plan, as it was told. */
  private static Lead planned(String orchestrator, String plan) {
    Lead lead = Lead.open(host.newcomer(), orchestrator, plan);
    while (!lead.called().tool().equals("hera_plan")) {
      lead.act();
    }
    return lead;
  }

  /** All others do their work, and the coordinator what it is told, until the plan is archived. */
  private static void finish(String orchestrator, String plan, Lead lead, String... done)
      throws InterruptedException {
    Run run = new Run(host, orchestrator, plan, new Random(1));
    run.isSubmitted();
    List.of(done).forEach(run::isDone);
    run.finish(lead, same -> same);
  }

  /** The first group of a pattern in what an answer says. */
  private static String said(Answer answer, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(answer.text());
    assertThat(found.find()).as("%s in: %s", pattern, answer.text()).isTrue();
    return found.group(1);
  }

  private static Step lastStep(Answer answer) {
    List<Step> steps = Step.in(answer.text());
    assertThat(steps).as(answer.text()).isNotEmpty();
    return steps.get(steps.size() - 1);
  }

  @Test
  void forgets_the_status() throws Exception {
    Lead lead = planned("status", PLAN);
    Agent a = host.worker("status", "a");
    Answer refused = a.call("hera_send", "tldr", "a is there", "body", "b");
    refused.refusedWith("status_required");
    String status = said(refused, "send it again with one of .*(done)");
    a.call("hera_send", "tldr", "a is there", "body", "b", "status", status).fine();
    finish("status", PLAN, lead, "a");
  }

  @Test
  void repeats_calls_whose_answers_were_lost() throws Exception {
    Lead lead = Lead.open(host.newcomer(), "lost", PLAN);
    Answer again =
        lead.agent()
            .call("hera_new_orchestrator", "name", "lost", "coordinator_role_name", "lead")
            .refusedWith("already_bound");
    Step join = Step.first(again.text());
    assertThat(lead.agent().call(join.tool(), join.arguments()).fine().text())
        .contains("Mission: " + PLAN);

    Map<String, Object> plan = new HashMap<>(Lead.plan(PLAN));
    plan.put("idempotency_key", "k");
    Answer first = lead.agent().call("hera_plan", plan).fine();
    assertThat(lead.agent().call("hera_plan", plan)).isEqualTo(first);

    Agent a = host.worker("lost", "a");
    Map<String, Object> done =
        Map.of("status", "done", "tldr", "a is there", "body", "b", "idempotency_key", "k");
    assertThat(a.call("hera_send", done).fine()).isEqualTo(a.call("hera_send", done));
    assertThat(lead.agent().call("hera_inbox").fine().fields().path("count").asInt()).isOne();
    finish("lost", PLAN, lead, "a");
  }

  @Test
  void repeats_a_plan_without_a_key() throws Exception {
    Lead lead = planned("twice", PLAN);
    Map<String, Object> more =
        Map.of(
            "nodes",
            List.of(Map.of("name", "c", "prompt", "Do c")),
            "edges",
            List.of(Map.of("blocked", "c", "blocker", "b")));
    lead.agent().call("hera_plan", more).fine();
    Step cancel = lastStep(lead.agent().call("hera_plan", more).fine());
    assertThat(cancel).isEqualTo(new Step("hera_plan_node_cancel", Map.of("name", "c-2")));
    lead.agent().call(cancel.tool(), cancel.arguments()).fine();
    finish("twice", PLAN + " c<b", lead);
  }

  @Test
  void writes_to_a_role_that_is_gone() throws Exception {
    Lead lead = planned("gone", PLAN);
    Agent a = host.worker("gone", "a");
    Map<String, Object> message = new HashMap<>(Map.of("tldr", "t", "body", "b"));
    message.put("to", "z");
    Answer refused = lead.agent().call("hera_send", message).refusedWith("not_found");
    Step show = Step.first(refused.text());
    assertThat(show.tool()).isEqualTo("hera_plan_show");
    Answer plan = lead.agent().call(show.tool(), show.arguments()).fine();
    message.put("to", plan.fields().at("/nodes/0/name").asString());
    lead.agent().call("hera_send", message).fine();

    message.putAll(Map.of("to", "z", "status", "done"));
    Answer elsewhere = a.call("hera_send", message).refusedWith("not_found");
    message.remove(said(elsewhere, "leave \"(to)\" out"));
    assertThat(a.call("hera_send", message).fine().fields().path("to").asString())
        .isEqualTo("lead");
    finish("gone", PLAN, lead, "a");
  }

  @Test
  void names_the_wrong_orchestrator() throws Exception {
    Lead lead = planned("right", PLAN);
    Agent a = host.worker("right", "a");
    Answer refused =
        a.call("hera_status", "status", "done", "orchestrator", "rihgt").refusedWith("not_bound");
    String right = said(refused, "you have one in \"([a-z]+)\"");
    a.call("hera_status", "status", "done", "orchestrator", right).fine();
    finish("right", PLAN, lead, "a");
  }

  @Test
  void reports_done_twice() throws Exception {
    Lead lead = planned("done", PLAN);
    Agent a = host.worker("done", "a");
    a.reports("done").fine();
    a.reports("done").fine();
    Answer status = a.call("hera_status", "status", "done").fine();
    assertThat(status.text()).isEqualTo("\"a\" is done, its task in_review.");
    assertThat(a.call("hera_join").fine().text()).contains("You reported done: hera_inbox");
    finish("done", PLAN, lead, "a");
  }

  @Test
  void calls_a_verb_of_the_coordinator() throws Exception {
    Lead lead = planned("verb", PLAN);
    Agent a = host.worker("verb", "a");
    Answer refused = a.call("hera_plan_node_cancel", "name", "b").refusedWith("forbidden");
    Step ask = lastStep(refused);
    Map<String, Object> question = new HashMap<>(Map.of("tldr", "cancel b?", "body", "Please."));
    String status =
        said(a.call(ask.tool(), question).refusedWith("status_required"), "one of .*(working)");
    question.put("status", status);
    a.call(ask.tool(), question).fine();
    Lead next = new Lead(lead.agent());
    next.act();
    assertThat(next.last().fields().at("/unread/0/tldr").asString()).isEqualTo("cancel b?");
    finish("verb", PLAN, next);
  }

  @Test
  void polls_in_a_loop() throws Exception {
    Lead lead = planned("polls", PLAN);
    Agent a = host.worker("polls", "a");
    Answer polled = a.call("hera_inbox").fine();
    assertThat(a.call("hera_inbox")).isEqualTo(polled);
    long seconds = Long.parseLong(said(polled, "timeout_seconds=(\\d+)"));
    lead.agent().call("hera_send", "to", "a", "tldr", "go", "body", "b").fine();
    Answer read = a.call("hera_inbox", "timeout_seconds", seconds).fine();
    assertThat(read.fields().at("/messages/0/tldr").asString()).isEqualTo("go");
    finish("polls", PLAN, lead);
  }

  @Test
  void comes_back_as_a_worker_that_knows_nothing() throws Exception {
    Lead lead = planned("back", PLAN);
    host.worker("back", "a").reports("working").fine();
    lead.agent().call("hera_send", "to", "a", "tldr", "use v2", "body", "b").fine();
    Agent a = host.worker("back", "a");
    Answer recap = a.call("hera_join").fine();
    assertThat(recap.bytes()).isLessThanOrEqualTo(Lead.MAX_BYTES);
    assertThat(recap.text())
        .contains("You are worker \"a\"", "Coordinator: lead", "Mission: Do a", "use v2")
        .contains("branch hera/back/a", "worktree ");
    Step read = Step.first(recap.fields().at("/next/0").asString());
    a.call(read.tool(), read.arguments()).fine();
    a.reports(said(recap, "hera_send with status (done)")).fine();
    Agent b = host.worker("back", "b");
    assertThat(b.call("hera_join").fine().text()).contains("Blocker a: in_review, on hera/back/a");
    finish("back", PLAN, lead, "a");
  }

  @Test
  void names_an_unknown_project() throws Exception {
    Lead lead = planned("project", PLAN);
    Map<String, Object> node = new HashMap<>(Map.of("name", "c", "prompt", "Do c"));
    node.put("project", "shpo");
    Answer refused = lead.agent().call("hera_plan_node", node).refusedWith("unknown_project");
    node.put("project", said(refused, "name one of: ([a-z]+)"));
    lead.agent().call("hera_plan_node", node).fine();
    finish("project", PLAN + " c", lead);
  }

  @Test
  void calls_from_elsewhere() throws Exception {
    Lead lead = planned("elsewhere", PLAN);
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Answer refused = host.newcomer(elsewhere).call("hera_join").refusedWith("unknown_caller");
    said(refused, "(give the directory you were started in)");
    lead.agent().close();
    finish("elsewhere", PLAN, new Lead(host.newcomer()));
  }
}
