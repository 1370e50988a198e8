package dev.hera.benchmarks.peer;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.benchmarks.report.Samples;
import dev.hera.host.NewHost;
import dev.hera.plan.Plan;
import dev.hera.role.NodeKind;
import dev.hera.role.Status;
import dev.hera.store.postgres.PostgresStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two hosts of one server, each a process of its own, that take turns: the nodes of a chain belong
 * to the one and the other, so that each {@code done} starts a worker at the other host.
 */
final class TwoProcesses implements AutoCloseable {
  private static final String HERE = "here";
  private static final String THERE = "there";
  private static final String READY = "ready";

  private final Process other;
  private final Hera hera;
  private final Map<String, Long> started = new ConcurrentHashMap<>();
  private final Map<String, Long> done = new ConcurrentHashMap<>();

  TwoProcesses(String url) throws IOException {
    other = start(url);
    hera = open(url, HERE, this::execute);
    hera.start();
  }

  private static Process start(String url) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=benchmarks-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                TwoProcesses.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader told = process.inputReader(StandardCharsets.UTF_8);
    for (String line = told.readLine(); !READY.equals(line); line = told.readLine()) {
      if (line == null) {
        throw new IOException("the other host ended");
      }
    }
    return process;
  }

  /** The other host, until its standard input ends; the argument is the URL of the database. */
  public static void main(String[] arguments) throws IOException {
    try (Hera hera = open(arguments[0], THERE, session -> session.self().report(Status.DONE))) {
      hera.tick(); // registers the host, whose project plans may name from now on
      hera.start();
      System.out.println(READY);
      while (System.in.read() >= 0) {
        // What is said to it does not matter.
      }
    }
  }

  private static Hera open(String url, String project, ThreadLauncher.Agent agent) {
    return Hera.builder(PostgresStore.open(url, new Properties()))
        .launcher(new ThreadLauncher(agent, List.of(project)))
        .host(NewHost.named("host-" + project, project))
        .build();
  }

  private void execute(ThreadLauncher.Session session) {
    String node = session.request().role();
    started.put(node, System.nanoTime());
    done.put(node, System.nanoTime());
    session.self().report(Status.DONE);
  }

  /**
   * Runs a chain and gives the times from a {@code done} at one host to the start of the worker at
   * the other. Two processes have no clock in common, so each is half of the way there and back.
   */
  Samples handOffs(String orchestrator, int turns) throws InterruptedException {
    Coordinator lead = hera.newOrchestrator(orchestrator, "lead");
    Plan.Builder plan = Plan.builder().node(node(0));
    for (int i = 1; i <= 2 * turns; i++) {
      plan.node(node(i)).after(Course.name(i - 1));
    }
    lead.submit(plan.build());
    lead.awaitOutcome(Contender.LIMIT);
    Samples samples = new Samples();
    for (int i = 2; i <= 2 * turns; i += 2) {
      samples.add((at(started, i) - at(done, i - 2)) / 2);
    }
    return samples;
  }

  private static Plan.Node node(int number) {
    String project = number % 2 == 0 ? HERE : THERE;
    return new Plan.Node(Course.name(number), NodeKind.WORKER, "do nothing", null, project);
  }

  private static long at(Map<String, Long> instants, int number) {
    Long instant = instants.get(Course.name(number));
    if (instant == null) {
      throw new IllegalStateException(Course.name(number) + " was not started here");
    }
    return instant;
  }

  @Override
  public void close() {
    hera.close();
    try {
      other.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    other.onExit().join();
  }
}
