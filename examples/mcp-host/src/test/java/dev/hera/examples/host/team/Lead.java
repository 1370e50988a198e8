package dev.hera.examples.host.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A coordinator that does what answers tell it and knows nothing else, one call at a time. When it
 * has nothing left to do, it asks again how things stand.
 */
final class Lead {
  /** 2,000 tokens of four bytes each. */
  static final int MAX_BYTES = 8_000;

  /** What became of a call. */
  enum Did {
    CALLED,
    /** It was told to wait, and nothing has come. */
    WAITS,
    ARCHIVED
  }

  private final Agent agent;
  private final Deque<Step> steps = new ArrayDeque<>();
  private String mission = "";
  private Answer last;
  private Step called = new Step("", Map.of());

  Lead(Agent agent) {
    this.agent = agent;
  }

  /** Opens an orchestrator whose mission is a plan such as {@code a b<a c<a,b}. */
  static Lead open(Agent agent, String orchestrator, String mission) {
    agent
        .call(
            "hera_new_orchestrator",
            "name",
            orchestrator,
            "coordinator_role_name",
            "lead",
            "prompt",
            mission)
        .fine();
    return new Lead(agent);
  }

  Agent agent() {
    return agent;
  }

  /** The answer to the last call. */
  Answer last() {
    return last;
  }

  /** The last call. */
  Step called() {
    return called;
  }

  /** Waits for a message, which must come. */
  void await() {
    last = agent.call("hera_inbox", "timeout_seconds", 50).fine();
    assertThat(last.fields().path("count").asInt(0)).as("messages that it waited for").isPositive();
  }

  /** The next call. When it is told to wait, it only looks. */
  Did act() {
    if (steps.isEmpty()) {
      called = new Step("hera_join", Map.of());
      last = agent.call("hera_join").fine();
      assertThat(last.bytes()).as(last.text()).isLessThanOrEqualTo(MAX_BYTES);
      mission = last.fields().path("mission").asString("");
      last.fields().path("next").forEach(step -> steps.addAll(Step.in(step.asString())));
      return Did.CALLED;
    }
    Step step = steps.remove();
    called = step;
    last = agent.call(step.tool(), completed(step)).fine();
    return switch (step.tool()) {
      case "hera_explain" -> {
        if (last.fields().path("state").asString("").equals("working")) {
          steps.clear(); // it goes on since this was told to be explained
          yield Did.CALLED;
        }
        steps.addFirst(remedy(String.valueOf(step.arguments().get("name"))));
        yield Did.CALLED;
      }
      case "hera_inbox" -> {
        boolean news = last.fields().path("count").asInt(0) > 0;
        if (news) {
          steps.clear(); // what it was told to do was of the time before
        }
        yield !news && step.arguments().containsKey("timeout_seconds") ? Did.WAITS : Did.CALLED;
      }
      case "hera_archive" -> Did.ARCHIVED;
      default -> Did.CALLED;
    };
  }

  /** The first thing that an explanation names; who is written to is whom it explains. */
  private Step remedy(String name) {
    Step step = Step.first(last.fields().path("reason").asString(last.text()));
    return step.tool().equals("hera_send") ? new Step("hera_send", Map.of("to", name)) : step;
  }

  private Map<String, Object> completed(Step step) {
    Map<String, Object> arguments = new HashMap<>(step.arguments());
    switch (step.tool()) {
      case "hera_send" -> arguments.putAll(Map.of("tldr", "go on", "body", "Try again."));
      case "hera_plan" -> arguments.putAll(plan(mission));
      case "hera_inbox" -> arguments.remove("timeout_seconds");
      default -> {}
    }
    return arguments;
  }

  /** The arguments of {@code hera_plan} for a plan such as {@code a b<a c<a,b}. */
  static Map<String, Object> plan(String mission) {
    List<Map<String, Object>> nodes = new ArrayList<>();
    List<Map<String, Object>> edges = new ArrayList<>();
    for (String node : mission.split(" ", -1)) {
      String[] parts = node.split("<", 2);
      nodes.add(Map.of("name", parts[0], "prompt", "Do " + parts[0]));
      for (String blocker : parts.length > 1 ? parts[1].split(",", -1) : new String[0]) {
        edges.add(Map.of("blocked", parts[0], "blocker", blocker));
      }
    }
    return Map.of("nodes", nodes, "edges", edges);
  }
}
