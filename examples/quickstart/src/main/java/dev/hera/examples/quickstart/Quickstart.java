package dev.hera.examples.quickstart;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.store.sqlite.SqliteStore;
import dev.hera.view.PlanView;
import java.nio.file.Path;
import java.time.Duration;

/** Runs a plan of four nodes with agents that are threads of this process. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the plan in a database file.
   *
   * @param args the file; {@code hera.db} when none is given
   */
  public static void main(String[] args) throws InterruptedException {
    PlanView plan = run(Path.of(args.length > 0 ? args[0] : "hera.db"), new ThreadAgents());
    plan.nodes().forEach(node -> System.out.println(node.state().glyph() + " " + node.name()));
  }

  // The README shows the lines of this method.
  static PlanView run(Path file, ThreadAgents agents) throws InterruptedException {
    try (Hera hera = Hera.builder(SqliteStore.open(file)).launcher(agents).build()) {
      agents.reportTo(hera);
      Caller here = hera.register(NewTask.named("my application"));
      Coordinator lead = hera.newOrchestrator("checkout", "lead", here);
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
      hera.start(); // from here each node starts the moment its blockers are done
      while (!lead.plan().isComplete()) {
        lead.inbox(Duration.ofMinutes(1)); // woken by the next report
      }
      return lead.plan();
    }
  }
}
