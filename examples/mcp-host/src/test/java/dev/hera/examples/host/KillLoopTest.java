package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.state.StoreAddress;
import dev.hera.plan.Plan;
import dev.hera.store.tck.run.Effort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real hosts, real workers, real git and SQLite: hosts and workers are killed at random and at
 * named points, hosts start again, and in the end each worker was there once (G21-G28).
 */
@Timeout(4 * 3600)
class KillLoopTest {
  private static final Halt.Point[] POINTS = Halt.Point.values();
  private static final Plan PLAN =
      Plan.builder()
          .node("a", "Begin.")
          .node("b", "Left.")
          .after("a")
          .node("c", "Right.")
          .after("a")
          .node("f", "Fail.")
          .node("g", "Wait for what failed.")
          .after("f")
          .build();
  private static final List<String> ROLES = List.of("a", "b", "c", "f");

  @TempDir Path directory;
  private final List<HeraProcess> hosts = new ArrayList<>();

  /** What the hosts of this round wrote to standard error. */
  private final List<String> said = new ArrayList<>();

  private final Map<Halt.Point, Integer> halted = new EnumMap<>(Halt.Point.class);
  private int killedHosts;
  private int killedWorkers;

  @Test
  void each_worker_is_there_once_whatever_is_killed() throws Exception {
    int rounds = Effort.of(10, 500);
    long seed = Long.getLong("hera.kill.seed", new SplittableRandom().nextLong());
    System.out.println("kill rounds: " + rounds + ", seed " + seed);
    for (int round = 0; round < rounds; round++) {
      try {
        run(round, new SplittableRandom(seed + round));
      } catch (AssertionError | Exception e) {
        String where = "round " + round + " of seed " + seed;
        throw new AssertionError(where + ", whose hosts said: " + said, e);
      }
    }
    System.out.printf(
        "kill rounds: %d hosts killed at random, %d workers killed, halted at %s%n",
        killedHosts, killedWorkers, halted);
    assertThat(killedHosts + halted.values().stream().mapToInt(n -> n).sum())
        .isGreaterThanOrEqualTo(rounds / 2);
  }

  private void run(int round, SplittableRandom random) throws Exception {
    Path here = Files.createDirectory(directory.resolve("round-" + round)).toRealPath();
    Path repository = Repository.create(here.resolve("shop"));
    said.clear();
    Halt.Point point = POINTS[round % POINTS.length];
    boolean two = round % 2 == 1;
    try (KilledTeam team =
        new KilledTeam(
            here,
            repository,
            new StoreAddress(StoreAddress.Kind.SQLITE, here.resolve("hera.db")),
            PLAN)) {
      String victim = random.nextInt(3) == 0 ? ROLES.get(random.nextInt(ROLES.size())) : "nobody";
      int port = freePort();
      HeraProcess first = start(two, here, port, point, nth(point, random));
      if (two) {
        start(true, here, 0, Halt.Point.NEVER, 0);
      }
      first.onExit(team::changed);
      int until = random.nextInt(40);
      team.await(() -> !first.isAlive() || isTime(team, point, until, victim));
      end(first, point);
      start(two, here, port, Halt.Point.NEVER, 0);
      team.await(() -> isSettled(team, victim));
      team.awaitWorkers();
      team.assertOnce(!victim.equals("nobody"));
      stopAll();
      team.assertNothingLeft();
    } finally {
      stopAll();
    }
  }

  /** Only one notice is ever stored. */
  private static int nth(Halt.Point point, SplittableRandom random) {
    return point == Halt.Point.NOTICE ? 1 : 1 + random.nextInt(3);
  }

  private boolean isTime(KilledTeam team, Halt.Point point, int commits, String victim) {
    return isSettled(team, victim) || (point == Halt.Point.NEVER && team.commits() > commits);
  }

  private boolean isSettled(KilledTeam team, String victim) {
    if (team.kill(victim)) {
      killedWorkers++;
    }
    return team.isSettled();
  }

  private void end(HeraProcess host, Halt.Point point) throws InterruptedException {
    if (host.isAlive()) {
      host.kill();
      killedHosts++;
    } else {
      assertThat(host.exitCode()).as("%s", host.errors()).isEqualTo(Halt.EXIT_CODE);
      halted.merge(point, 1, Integer::sum);
    }
  }

  /** The real host, or, where it is to be ended at a point or not to be alone, one that embeds. */
  private HeraProcess start(boolean two, Path here, int port, Halt.Point point, int nth)
      throws Exception {
    HeraProcess host =
        two || point != Halt.Point.NEVER
            ? embedding(here, port, point, nth)
            : HeraProcess.serve(
                here,
                here.resolve("ready.json"),
                "--store",
                "sqlite:" + here.resolve("hera.db"),
                "--state",
                here.resolve("state").toString(),
                "--project",
                "shop=" + here.resolve("shop"),
                "--worker",
                KeyWorker.command(here.resolve("keys")),
                "--port",
                Integer.toString(port));
    hosts.add(host);
    return host;
  }

  private static HeraProcess embedding(Path here, int port, Halt.Point point, int nth)
      throws Exception {
    HeraProcess host =
        HeraProcess.start(
            HaltingHost.class,
            here,
            Map.of(),
            List.of(),
            List.of(
                here.resolve("hera.db").toString(),
                here.resolve("state").toString(),
                here.resolve("shop").toString(),
                Integer.toString(port),
                KeyWorker.command(here.resolve("keys")),
                point.name(),
                Integer.toString(nth)));
    host.awaitError(HaltingHost.LISTENS);
    return host;
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void stopAll() throws InterruptedException {
    for (HeraProcess host : hosts) {
      host.kill();
      said.addAll(host.errors());
    }
    hosts.clear();
  }
}
