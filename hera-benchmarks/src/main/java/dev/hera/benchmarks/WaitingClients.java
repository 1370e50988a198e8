package dev.hera.benchmarks;

import dev.hera.benchmarks.report.Samples;
import dev.hera.benchmarks.report.Scratch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * What {@code hera_status} takes over MCP, called from a directory, while 100 other clients wait
 * for messages, and alone: a host in a process of its own on SQLite with {@code synchronous=FULL}.
 * Both take turns, in either era of the protocol; the floor is a request that the protocol alone
 * answers.
 *
 * <p>Arguments, all optional: the directory to measure in, which must lie on the disk that is meant
 * (the working directory); the number of turns (24); and the calls in each (100).
 */
public final class WaitingClients {
  private static final int CLIENTS = 100;

  /** How many times as long a call may take beside those that wait, at the 99th percentile. */
  private static final double ALLOWED = 1.5;

  private static final int WARM_UP = 1_500;

  /** Calls of each turn that are not counted: clients have just come or gone. */
  private static final int SETTLING = 20;

  private final HttpClient http = McpConnection.http();
  private final List<Map<String, Object>> places = new ArrayList<>();
  private final ServedHost host;
  private final int turns;
  private final int calls;

  private WaitingClients(ServedHost host, int turns, int calls) {
    this.host = host;
    this.turns = turns;
    this.calls = calls;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 24;
    int calls = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
    Path directory = Files.createTempDirectory(parent, "hera-benchmark");
    try (ServedHost host = new ServedHost(directory)) {
      WaitingClients measured = new WaitingClients(host, turns, calls);
      measured.join();
      measured.measure("with sessions", measured.connections(true));
      measured.measure("2026-07-28", measured.connections(false));
    } finally {
      Scratch.delete(directory);
    }
  }

  /** A role for each who waits, and for the one who is measured. */
  private void join() throws IOException, InterruptedException {
    McpConnection operator = McpConnection.modern(http, host);
    operator.call(
        "hera_new_orchestrator",
        Map.of("cwd", host.shop().toString(), "name", "o", "coordinator_role_name", "lead"));
    for (int i = 0; i <= CLIENTS; i++) {
      String name = "w" + i;
      String place = host.worktree(name).toString();
      places.add(Map.of("cwd", place));
      operator.call(
          "hera_join",
          Map.of("cwd", place, "orchestrator", "o", "role_name", name, "kind", "worker"));
    }
  }

  private List<McpConnection> connections(boolean sessions)
      throws IOException, InterruptedException {
    List<McpConnection> all = new ArrayList<>();
    for (int i = 0; i <= CLIENTS; i++) {
      all.add(sessions ? McpConnection.classic(http, host) : McpConnection.modern(http, host));
    }
    return all;
  }

  private void measure(String era, List<McpConnection> connections)
      throws IOException, InterruptedException {
    McpConnection own = connections.get(CLIENTS);
    status(own, WARM_UP);
    Samples ping = new Samples();
    Samples alone = new Samples();
    Samples beside = new Samples();
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < calls; i++) {
        ping.time(own::ping);
      }
      status(own, SETTLING);
      alone.addAll(status(own, calls));
      List<CompletableFuture<HttpResponse<String>>> waits = waits(connections);
      status(own, SETTLING);
      beside.addAll(status(own, calls));
      if (waits.stream().anyMatch(CompletableFuture::isDone)) {
        throw new IllegalStateException("somebody does not wait any more");
      }
      waits.forEach(wait -> wait.cancel(true));
    }
    System.out.println(era + ", " + turns + " turns of " + calls + " calls");
    print("ping", ping, ping);
    print("hera_status alone", alone, ping);
    print("hera_status, " + CLIENTS + " clients wait", beside, ping);
    double ratio = beside.millis(99) / alone.millis(99);
    System.out.printf(
        Locale.ROOT,
        "required: 99 of 100 calls at most %.1f x as long as alone: %.2f x, %s%n",
        ALLOWED,
        ratio,
        ratio <= ALLOWED ? "reached" : "NOT REACHED");
  }

  private Samples status(McpConnection connection, int count)
      throws IOException, InterruptedException {
    Samples samples = new Samples();
    for (int i = 0; i < count; i++) {
      Map<String, Object> place = places.get(CLIENTS);
      Map<String, Object> arguments =
          Map.of("cwd", place.get("cwd"), "status", i % 2 == 0 ? "working" : "blocked");
      samples.time(() -> connection.call("hera_status", arguments));
    }
    return samples;
  }

  private List<CompletableFuture<HttpResponse<String>>> waits(List<McpConnection> connections)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(CLIENTS);
    List<CompletableFuture<HttpResponse<String>>> waits = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Map<String, Object> arguments =
          Map.of("cwd", places.get(i).get("cwd"), "timeout_seconds", 120);
      waits.add(connections.get(i).begin("hera_inbox", arguments, begun::countDown));
    }
    begun.await();
    return waits;
  }

  private static void print(String what, Samples samples, Samples floor) {
    System.out.printf(
        Locale.ROOT,
        "%-32s median %6.2f ms  99 of 100 below %6.2f ms  %5.1f x ping%n",
        what,
        samples.millis(50),
        samples.millis(99),
        samples.millis(50) / floor.millis(50));
  }
}
