package dev.hera.examples.host;

import dev.hera.examples.host.state.StoreAddress;
import dev.hera.plan.Plan;
import dev.hera.store.jooq.ServerCrash;
import dev.hera.store.tck.run.Effort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four real hosts on one PostgreSQL server, real workers and real git: hosts are killed and the
 * server crashes at random, and in the end each worker was there once (G21-G32).
 */
@Timeout(4 * 3600)
class FourHostsTest {
  private static final int HOSTS = 4;
  private static final int LAYER = 8;

  @TempDir Path directory;
  private final List<HeraProcess> hosts = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private EmbeddedPostgres server;
  private Path here;
  private Path repository;
  private int killedHosts;
  private int crashes;

  @Test
  void each_worker_is_there_once_whatever_is_killed() throws Exception {
    long seed = Long.getLong("hera.kill.seed", new SplittableRandom().nextLong());
    System.out.println("four hosts, seed " + seed);
    here = directory.toRealPath();
    repository = Repository.create(here.resolve("shop"));
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    try (KilledTeam team = new KilledTeam(here, repository, store(), plan(Effort.of(24, 200)))) {
      run(team, Effort.of(4, 60), new SplittableRandom(seed));
    } catch (AssertionError | Exception e) {
      throw new AssertionError("seed " + seed + ", whose hosts said: " + said, e);
    } finally {
      stopAll();
      server.close();
    }
    System.out.printf("four hosts: %d of them killed, %d crashes%n", killedHosts, crashes);
  }

  private void run(KilledTeam team, int kills, SplittableRandom random) throws Exception {
    for (int host = 0; host < HOSTS; host++) {
      hosts.add(start(host));
    }
    for (int kill = 0; kill < kills && !team.isSettled(); kill++) {
      int until = team.commits() + 1 + random.nextInt(12);
      team.await(() -> team.commits() >= until || team.isSettled());
      if (random.nextInt(4) == 0) {
        ServerCrash.make(server.getJdbcUrl("postgres", "postgres"));
        crashes++;
      } else {
        int host = random.nextInt(HOSTS);
        end(hosts.get(host));
        killedHosts++;
        hosts.set(host, start(host));
      }
    }
    team.await(team::isSettled);
    team.awaitWorkers();
    team.assertOnce(false);
    stopAll();
    team.assertNothingLeft();
  }

  /** Layers of nodes, each of which waits for two of the layer before. */
  private static Plan plan(int nodes) {
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < nodes; i++) {
      plan.node("n" + i, "Work.");
      int before = i / LAYER * LAYER - LAYER;
      if (before >= 0) {
        plan.after("n" + (before + i % LAYER), "n" + (before + (i + 1) % LAYER));
      }
    }
    return plan.build();
  }

  private StoreAddress store() {
    return StoreAddress.parse(
        "postgres://localhost:" + server.getPort() + "/postgres?user=postgres");
  }

  /** On the port that it had before. */
  private HeraProcess start(int host) throws Exception {
    String name = "host-" + host;
    Path state = here.resolve(name);
    return HeraProcess.serve(
        here,
        here.resolve(name + ".json"),
        "--store",
        store().toString(),
        "--state",
        state.toString(),
        "--host-name",
        name,
        "--project",
        "shop=" + repository,
        "--worker",
        KeyWorker.command(here.resolve("keys")),
        "--port",
        Files.exists(state.resolve("port"))
            ? Files.readString(state.resolve("port")).strip()
            : "0");
  }

  private void end(HeraProcess host) throws InterruptedException {
    host.kill();
    said.addAll(host.errors());
  }

  private void stopAll() throws InterruptedException {
    for (HeraProcess host : hosts) {
      end(host);
    }
    hosts.clear();
  }
}
