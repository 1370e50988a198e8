package dev.hera.examples.hosts;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.host.NewHost;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.NodeKind;
import dev.hera.role.Status;
import dev.hera.store.postgres.PostgresStore;
import dev.hera.view.PlanOutcome;
import dev.hera.view.PlanView;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * Runs one plan by two hosts that know each other by a PostgreSQL server only: this process starts
 * the workers of the shop, another one those of its page. Shows who ran what.
 */
public final class TwoHosts {
  private TwoHosts() {}

  /** Starts a server, the second host, and the plan; ends them all. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (EmbeddedPostgres server = server()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      Process web = webHost(url);
      try (BufferedReader told = web.inputReader(StandardCharsets.UTF_8)) {
        for (String line = told.readLine(); !WebHost.READY.equals(line); line = told.readLine()) {
          if (line == null) {
            throw new IllegalStateException("the second host ended");
          }
        }
        run(url);
      } finally {
        web.getOutputStream().close(); // its standard input, at whose end it stops
        web.waitFor();
      }
    }
  }

  /** One that waits for its disk, as a server does whose settings nobody changed. */
  private static EmbeddedPostgres server() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static Process webHost(String url) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WebHost.class.getName(),
            url)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A host that starts workers in one project. */
  static Hera open(String url, String project) {
    ThreadLauncher agents = new ThreadLauncher(TwoHosts::work, List.of(project));
    return Hera.builder(PostgresStore.open(url, new Properties()))
        .launcher(agents)
        .host(NewHost.named("host-of-" + project, project))
        .build();
  }

  private static void work(ThreadLauncher.Session agent) {
    agent.self().send(Outgoing.report(Status.DONE, "done", "All that was asked for is there."));
  }

  private static void run(String url) throws InterruptedException {
    try (Hera hera = open(url, "shop")) {
      Coordinator lead = hera.newOrchestrator("checkout", "lead");
      lead.submit(
          Plan.builder()
              .node(node("1a-schema", "shop"))
              .node(node("2a-api", "shop"))
              .after("1a-schema")
              .node(node("2b-page", "web"))
              .after("1a-schema")
              .node(node("3a-e2e", "web"))
              .after("2a-api", "2b-page")
              .node(node("4a-release", "shop"))
              .after("3a-e2e")
              .build());
      hera.start();
      PlanOutcome outcome = lead.awaitOutcome(Duration.ofMinutes(2));
      for (PlanView.Node node : outcome.plan().nodes()) {
        System.out.printf(
            "%s %-10s ran on host %s%n",
            node.state().glyph(), node.name(), lead.explain(node.name()).host());
      }
      System.out.println(outcome.isComplete() ? "complete" : "not complete");
    }
  }

  private static Plan.Node node(String name, String project) {
    return new Plan.Node(name, NodeKind.WORKER, "Do " + name, null, project);
  }
}
