package dev.hera.examples.host.demo;

import dev.hera.view.PlanView;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the demonstration's plan on a host, as a client of its MCP endpoint. */
public final class Demonstration {
  /** The orchestrator that is opened. */
  public static final String ORCHESTRATOR = DemoPlan.ORCHESTRATOR;

  private static final Duration LIMIT = Duration.ofSeconds(50);

  private final Path repository;
  private final Supplier<PlanView> plan;
  private final PrintStream out;
  private final PlanTicker ticker;

  /**
   * @param repository the directory of {@link #createRepository}, a project of the host
   * @param plan the plan of {@link #ORCHESTRATOR} as it is now, for showing it
   */
  public Demonstration(Path repository, Supplier<PlanView> plan, PrintStream out) {
    this.repository = repository;
    this.plan = plan;
    this.out = out;
    this.ticker = new PlanTicker(plan, out);
  }

  /** Makes the throw-away repository. */
  public static void createRepository(Path directory) throws IOException, InterruptedException {
    WorkTree.create(directory);
  }

  /** The arguments, after those for Java itself, that run the scripted worker. */
  public static List<String> workerArguments() {
    return List.of("-cp", classPath(), DemoWorker.class.getName());
  }

  /** Absolute, since a worker runs in a directory of its own. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Has the plan shown anew when it differs. */
  public void changed() {
    ticker.changed();
  }

  /**
   * Runs the plan and prints how it went.
   *
   * @return whether all went as it should
   */
  public boolean run(String url, String token) throws IOException, InterruptedException {
    try (ToolClient client = ToolClient.connect(url, token, repository)) {
      DemoCoordinator coordinator = new DemoCoordinator(client);
      coordinator.begin();
      ticker.start();
      ticker.changed();
      boolean finished = coordinator.lead(LIMIT);
      coordinator.readOut();
      ticker.close();
      return conclude(coordinator, finished);
    }
  }

  private boolean conclude(DemoCoordinator coordinator, boolean finished)
      throws IOException, InterruptedException {
    DemoOutcome outcome = new DemoOutcome(plan.get(), coordinator, new WorkTree(repository));
    out.println();
    outcome.print(out);
    out.println();
    List<String> problems = outcome.problems();
    problems.forEach(problem -> out.println("Not as it should be: " + problem));
    if (finished && problems.isEmpty()) {
      out.println("Complete: one node was edited, one cancelled, one failed and recovered.");
    }
    return finished && problems.isEmpty();
  }
}
