package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.tck.run.Effort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A host is killed in the midst of eight simultaneous starts: nothing of it outlives it, and the
 * next one takes the same port and the same database at once.
 */
@Timeout(4 * 3600)
class KilledAmidStartsTest {
  private static final int WORKERS = 8;
  private static final Duration START_LIMIT = Duration.ofSeconds(5);
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path directory;
  private final List<String> left = new ArrayList<>();
  private Duration slowest = Duration.ZERO;
  private int answered;
  private int started;
  private int expected;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "h2"})
  void nothing_outlives_a_host_that_is_killed_while_it_starts_workers(String store)
      throws Exception {
    int rounds = Effort.of(2, 200);
    long seed = Long.getLong("hera.kill.seed", new SplittableRandom().nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    Path repository = Repository.create(directory.resolve("shop"));
    Files.createDirectories(workers());
    int port = freePort();
    try {
      for (int round = 0; round < rounds; round++) {
        HeraProcess host = start(store, port, repository);
        try {
          round(host, round, random);
        } finally {
          host.kill();
        }
        assertNobodyHolds(round, seed);
      }
      try (HeraProcess last = start(store, port, repository)) {
        answerWorkers(session(), rounds);
        last.kill();
      }
    } finally {
      endWorkers();
    }
    System.out.printf(
        "killed amid starts on %s: %d rounds of seed %d, %d workers had started, %d calls answered,"
            + " slowest start %d ms of processor time, %d leftovers%n",
        store, rounds, seed, started, answered, slowest.toMillis(), left.size());
    assertThat(started).isGreaterThanOrEqualTo(expected);
    assertThat(left).isEmpty();
    assertThat(slowest).isLessThan(START_LIMIT);
  }

  /** Lets the workers of the round before call again, then has eight start, and kills amid that. */
  private void round(HeraProcess host, int round, SplittableRandom random) throws Exception {
    SharedSession session = session();
    answerWorkers(session, round);
    plan(session, round);
    awaitStarted(round, 1 + random.nextInt(WORKERS - 1));
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000)));
    host.kill();
  }

  /** Some of the eight run, so that the kill comes while the others are being started. */
  private void awaitStarted(int round, int enough) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (running(round) < enough && System.nanoTime() < limit) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(running(round)).as("workers of round %d", round).isGreaterThanOrEqualTo(enough);
    expected += enough;
  }

  private long running(int round) {
    return IntStream.range(0, WORKERS)
        .filter(n -> Files.exists(workers().resolve(role(round, n))))
        .count();
  }

  private static String role(int round, int n) {
    return "r" + round + "-n" + n;
  }

  private void plan(SharedSession session, int round) throws Exception {
    Map<String, String> cwd = Map.of("cwd", directory.resolve("shop").toString());
    if (round == 0) {
      call(session, "hera_new_orchestrator", cwd, "name", "team", "coordinator_role_name", "lead");
    }
    List<Map<String, String>> nodes =
        IntStream.range(0, WORKERS)
            .mapToObj(n -> Map.of("name", role(round, n), "prompt", "Wait."))
            .toList();
    call(session, "hera_plan", cwd, "nodes", nodes);
  }

  private void call(SharedSession session, String tool, Map<String, String> cwd, Object... more)
      throws Exception {
    Map<String, Object> arguments = new HashMap<>(cwd);
    for (int i = 0; i < more.length; i += 2) {
      arguments.put((String) more[i], more[i + 1]);
    }
    session.call(token(), tool, arguments).fine();
  }

  /** Each worker that runs calls the host that is there now, as its next call would. */
  private void answerWorkers(SharedSession session, int round) throws Exception {
    for (int n = 0; n < WORKERS; n++) {
      String role = role(round - 1, n);
      Path said = workers().resolve(role);
      if (Files.exists(said)) {
        String[] words = Files.readString(said).strip().split(" ", 2);
        started++;
        assertThat(session.call(words[1], "hera_status", Map.of("status", "done")).outcome())
            .as(role)
            .isIn("ok", "fenced");
        answered++;
      }
    }
    endWorkers();
  }

  private void endWorkers() throws IOException {
    try (Stream<Path> files = Files.list(workers())) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".new")).toList()) {
        String[] words = Files.readString(file).strip().split(" ", 2);
        ProcessHandle.of(Long.parseLong(words[0]))
            .filter(process -> process.info().commandLine().filter(this::isWorker).isPresent())
            .ifPresent(ProcessHandle::destroyForcibly);
        Files.delete(file);
      }
    }
  }

  private boolean isWorker(String commandLine) {
    return commandLine.contains("sleep 3001");
  }

  private HeraProcess start(String store, int port, Path repository) throws Exception {
    Path script = directory.resolve("worker.sh");
    Files.writeString(
        script,
        """
        echo "$$ $HERA_TOKEN" > "$1/$HERA_ROLE.new"
        mv "$1/$HERA_ROLE.new" "$1/$HERA_ROLE"
        exec sleep 3001
        """);
    Path ready = directory.resolve("ready.json");
    Files.deleteIfExists(ready);
    HeraProcess host =
        HeraProcess.start(
            directory,
            Map.of(),
            List.of("-Xmx96m", "-Xshare:auto"),
            List.of(
                "serve",
                "--ready-file",
                ready.toString(),
                "--port",
                Integer.toString(port),
                "--store",
                store + ":" + directory.resolve("hera.db"),
                "--state",
                state().toString(),
                "--project",
                "shop=" + repository,
                "--worker",
                "/bin/sh '" + script + "' '" + workers() + "'"));
    host.awaitError("The operator's token is in ");
    Duration used = host.processorTime();
    slowest = used.compareTo(slowest) > 0 ? used : slowest;
    assertThat(HeraProcess.ready(ready).toString()).contains(":" + port + "/");
    return host;
  }

  /** Nobody has the database, a lock or the listening socket of the killed host open. */
  private void assertNobodyHolds(int round, long seed) throws IOException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<String> holders = holders();
    while (!holders.isEmpty() && System.nanoTime() < limit) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      holders = holders();
    }
    for (String holder : holders) {
      left.add("round " + round + " of seed " + seed + ": " + holder);
    }
  }

  private List<String> holders() throws IOException {
    List<String> holders = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      Path open = Path.of("/proc/" + process.pid() + "/fd");
      if (process.pid() != ProcessHandle.current().pid() && Files.isReadable(open)) {
        for (String file : openFiles(open)) {
          if (file.startsWith(directory.toRealPath() + "/hera.db")
              || (file.endsWith("host.lock") && file.startsWith(state().toString()))) {
            holders.add(process.info().command().orElse("?") + " has " + file);
          }
        }
      }
    }
    return holders;
  }

  private static List<String> openFiles(Path descriptors) {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path one : all.toList()) {
        files.add(Files.readSymbolicLink(one).toString());
      }
    } catch (IOException | RuntimeException e) {
      // It has ended meanwhile.
      return files;
    }
    return files;
  }

  private SharedSession session() throws Exception {
    String url = HeraProcess.ready(directory.resolve("ready.json")).path("url").stringValue("");
    return new SharedSession(url, token());
  }

  private String token() throws IOException {
    return Files.readString(state().resolve("operator.token")).strip();
  }

  private Path state() {
    return directory.resolve("state");
  }

  private Path workers() {
    return directory.resolve("workers");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
