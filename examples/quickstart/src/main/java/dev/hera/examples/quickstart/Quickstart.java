package dev.hera.examples.quickstart;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.store.sqlite.SqliteStore;
import dev.hera.view.PlanOutcome;
import java.nio.file.Path;
import java.time.Duration;

/** Runs a plan of four nodes with agents that are threads of this process. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the plan in a database file; with the file of an earlier run, goes on with its plan.
   *
   * @param args the file; {@code hera.db} when none is given
   */
  public static void main(String[] args) throws InterruptedException {
    PlanOutcome outcome = run(Path.of(args.length > 0 ? args[0] : "hera.db"));
    outcome
        .plan()
        .nodes()
        .forEach(node -> System.out.println(node.state().glyph() + " " + node.name()));
    outcome.holding().forEach(node -> System.out.println(node.name() + " " + node.state()));
  }

  // The README shows the lines of this method.
  static PlanOutcome run(Path file) throws InterruptedException {
    ThreadLauncher agents = new ThreadLauncher(Quickstart::work);
    try (Hera hera = Hera.builder(SqliteStore.open(file)).launcher(agents).build()) {
      Coordinator lead = hera.newOrchestrator("checkout", "lead"); // or goes on with it
      System.out.println(lead.membership().resumed() ? "the plan goes on" : "a new plan");
      if (lead.plan().nodes().isEmpty()) {
        lead.submit(
            Plan.builder()
                .node("1a-schema", "Create the schema")
                .node("2a-api", "Build the API")
                .after("1a-schema")
                .node("2b-ui", "Build the page")
                .after("1a-schema")
                .node("3a-e2e", "Test the whole")
                .after("2a-api", "2b-ui")
                .build());
      }
      hera.start(); // from here each node starts the moment its blockers are done
      return lead.awaitOutcome(Duration.ofMinutes(5)); // complete, or what holds it
    }
  }

  private static void work(ThreadLauncher.Session agent) {
    agent.self().send(Outgoing.report(Status.WORKING, "started", "I begin."));
    agent.self().send(Outgoing.report(Status.DONE, "done", "All that was asked for is there."));
  }
}
