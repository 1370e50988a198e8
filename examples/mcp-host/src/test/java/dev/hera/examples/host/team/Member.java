package dev.hera.examples.host.team;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A worker with a script: {@code asks} is blocked once and {@code fails} fails once, until a
 * message comes; all others just work.
 */
final class Member {
  private final TeamHost host;
  private final String orchestrator;
  private final String name;
  private final Deque<String> script;
  private Agent agent;

  Member(TeamHost host, String orchestrator, String name) {
    this.host = host;
    this.orchestrator = orchestrator;
    this.name = name;
    this.script =
        new ArrayDeque<>(
            name.endsWith("asks")
                ? List.of("working", "blocked", "reads", "working", "done")
                : name.endsWith("fails")
                    ? List.of("working", "failed", "reads", "working", "done")
                    : List.of("working", "done"));
  }

  void isDismissed() {
    script.clear();
  }

  boolean isDone() {
    return script.isEmpty();
  }

  /** The next call of the script; says whether that came further. */
  boolean act() throws InterruptedException {
    if (agent == null) {
      agent = host.worker(orchestrator, name);
    }
    if (script.element().equals("reads")) {
      boolean read = agent.call("hera_inbox").fine().fields().path("count").asInt(0) > 0;
      if (read) {
        script.remove();
      }
      return read;
    }
    agent.reports(script.remove()).fine();
    return true;
  }
}
