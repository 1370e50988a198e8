package dev.hera.examples.host.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The coordinator of the demonstration: follows a script, with Hera's tools alone. */
final class DemoCoordinator {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ToolClient hera;
  private final Set<String> waitedFor = new TreeSet<>();
  private int held;
  private int unblocked;
  private boolean told;

  DemoCoordinator(ToolClient hera) {
    this.hera = hera;
    DemoPlan.NODES.forEach(node -> waitedFor.add(node.name()));
  }

  /** Submits the plan and changes it before it gets there. */
  void begin() {
    hera.call(
        "hera_new_orchestrator",
        Map.of("name", DemoPlan.ORCHESTRATOR, "coordinator_role_name", DemoPlan.COORDINATOR));
    hera.call("hera_plan", DemoPlan.arguments());
    hera.call(
        "hera_plan_node_update",
        Map.of("name", DemoPlan.EDITED, "prompt", DemoPlan.EDITED_MISSION));
    hera.call("hera_plan_node_cancel", Map.of("name", DemoPlan.CANCELLED));
    waitedFor.remove(DemoPlan.CANCELLED);
  }

  /** Answers the workers until all are done; says whether they were within the limit. */
  boolean lead(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!waitedFor.isEmpty() && System.nanoTime() - deadline < 0) {
      read(LOOK);
    }
    return waitedFor.isEmpty();
  }

  /** Reads what came after the last report, which is when a notice too many would show. */
  void readOut() {
    hera.call("hera_inbox", Map.of()).path("messages").forEach(this::react);
  }

  private void read(Duration wait) {
    hera.call("hera_inbox", Map.of("timeout_seconds", wait.toSeconds()))
        .path("messages")
        .forEach(this::react);
  }

  private void react(JsonNode message) {
    String tldr = message.path("tldr").stringValue("");
    String from = message.path("from").stringValue("");
    if (tldr.startsWith("held:")) {
      held++;
    } else if (tldr.startsWith("unblocked:")) {
      unblocked++;
    } else if (tldr.equals("checked in")) {
      send(from, "go", "Your work may begin.");
    } else if (tldr.startsWith("done:")) {
      waitedFor.remove(from);
    }
    if (held > 0 && !told) {
      told = true;
      send(DemoPlan.FAILING, "go on without the tool", "Write it by hand.");
    }
  }

  private void send(String to, String tldr, String body) {
    hera.call("hera_send", Map.of("to", to, "tldr", tldr, "body", body));
  }

  int held() {
    return held;
  }

  int unblocked() {
    return unblocked;
  }

  /** The nodes that have not reported {@code done}. */
  Set<String> waitedFor() {
    return waitedFor;
  }
}
