package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.ArchivedClasses;
import dev.hera.store.tck.run.TestThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that writes into a store until it is killed in the midst of it, and what must be in the
 * store afterwards: all that it was answered, all that it saw, and no write by half.
 */
public final class KilledWriter {
  /** Writes from several threads, and reads what they write. */
  private static final String AMID_WRITES = "writes";

  /** Ends one write, and does nothing more. */
  private static final String AT_REST = "rest";

  /** Ends one write, and is killed in the work of another one. */
  private static final String AMID_A_WORK = "work";

  /** Ends one write, reads it, and ends. */
  private static final String ONCE = "once";

  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC");

  private static final String ANSWERED = "answered ";
  private static final String SEEN = "seen ";
  private static final String AT_WORK = "at work";
  private static final int WRITERS = 4;
  private static final int ANSWERS_BEFORE_KILL = 60;
  private static final long EXIT_SECONDS = 30;

  private final StoreUnderTest tested;
  private final Path place;
  private final Path classes;
  private final Set<Long> answered = new TreeSet<>();
  private final Set<Long> seen = new TreeSet<>();

  /**
   * @param place the directory of the store
   * @param classes an empty directory for {@link #archiveClasses}
   */
  KilledWriter(StoreUnderTest tested, Path place, Path classes) {
    this.tested = tested;
    this.place = place;
    this.classes = classes;
  }

  /** Makes each start of the process cheaper; pays when there are more than a few of them. */
  void archiveClasses() {
    try {
      Path store = Files.createDirectory(classes.resolve("store"));
      ArchivedClasses.make(classes, JVM, program(store, ONCE));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> program(Path directory, String how) {
    List<String> program = new ArrayList<>(tested.writingProcess());
    program.addAll(List.of(directory.toString(), how));
    return program;
  }

  /**
   * Kills a process after this round's number of answers, and checks what the store knows. It is
   * killed in turns when it is answered and when it has seen something, since a store that shows
   * what it did not write has just then most to lose.
   */
  void killAmidWrites(int round) {
    int enough = answered.size() + ANSWERS_BEFORE_KILL + round % WRITERS;
    String moment = round % 2 == 0 ? ANSWERED : SEEN;
    kill(AMID_WRITES, line -> answered.size() >= enough && line.startsWith(moment));
    assertThat(answered.size()).as("answers").isGreaterThanOrEqualTo(enough);
    try (HeraStore store = openAgain()) {
      assertKept(store, round);
    }
  }

  /** Kills a process that was answered and does nothing, and checks what the store knows. */
  void killAtRest() {
    killAfterOneAnswer(AT_REST, line -> true);
  }

  /** Kills a process in the midst of a work, and checks what the store knows. */
  void killAmidAWork() {
    killAfterOneAnswer(AMID_A_WORK, AT_WORK::equals);
  }

  private void killAfterOneAnswer(String how, Predicate<String> when) {
    kill(how, when);
    assertThat(answered).as("answers").hasSize(1);
    try (HeraStore store = openAgain()) {
      assertKept(store, 1);
    }
  }

  private void kill(String how, Predicate<String> when) {
    try {
      Process process = start(how);
      try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          note(line);
          if (when.test(line)) {
            process.toHandle().destroyForcibly();
          }
        }
      }
      assertThat(process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).as("was killed").isTrue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void note(String line) {
    if (line.startsWith(ANSWERED)) {
      answered.add(Long.parseLong(line.substring(ANSWERED.length())));
    } else if (line.startsWith(SEEN)) {
      seen.add(Long.parseLong(line.substring(SEEN.length())));
    }
  }

  private Process start(String how) throws IOException {
    List<String> command = new ArrayList<>(JVM);
    command.addAll(ArchivedClasses.options(classes));
    command.addAll(program(place, how));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Opens the store as often as it takes to get past a lock of the process that is gone. */
  private HeraStore openAgain() {
    long killed = System.nanoTime();
    while (true) {
      try {
        return tested.open(place);
      } catch (RuntimeException refused) {
        if (System.nanoTime() - killed > tested.lockedAfterKill().toNanos()) {
          throw new AssertionError(
              "not open again " + tested.lockedAfterKill() + " after its process was killed",
              refused);
        }
        TestThreads.pause();
      }
    }
  }

  private void assertKept(HeraStore store, int round) {
    store.read(
        tx -> {
          Set<Long> found = new TreeSet<>();
          for (Orchestrator each : tx.orchestrators().listActive()) {
            found.add(each.id().value());
            assertThat(tx.roles().listActive(each.id(), RoleFilter.ALL))
                .as("whole: %s", each)
                .hasSize(1);
          }
          assertThat(found).as("answered until round %s", round).containsAll(answered);
          assertThat(found).as("seen by a read until round %s", round).containsAll(seen);
          assertThat(found).as("written without gaps").hasSize((int) highest(found));
          return true;
        });
    long next = store.write(KilledWriter::insert);
    assertThat(next).as("no id is given twice").isGreaterThan(highest(answered));
    answered.add(next);
  }

  private static long highest(Set<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static long insert(Transaction tx) {
    String name = "team-" + System.nanoTime();
    return RowFixtures.team(tx, name, 1).get(0).orchestrator().value();
  }

  /**
   * The other process: writes into the store until it is killed, or once, and prints what it is
   * answered and what it sees.
   *
   * @param how what {@link StoreUnderTest#writingProcess} is given as its last argument
   */
  public static void run(HeraStore store, String how) {
    if (how.equals(AMID_WRITES)) {
      startWriters(store);
      return;
    }
    System.out.println(ANSWERED + store.<Long>write(KilledWriter::insert));
    if (how.equals(ONCE)) {
      OrchestratorId first = new OrchestratorId(1);
      System.out.println(SEEN + store.<Boolean>read(tx -> isThere(tx, first)));
      store.close();
      return;
    }
    if (how.equals(AMID_A_WORK)) {
      store.write(KilledWriter::insertWithoutEnd);
    }
    TestThreads.await(new CountDownLatch(1));
  }

  private static void startWriters(HeraStore store) {
    long written = store.read(tx -> (long) tx.orchestrators().listActive().size());
    new Thread(() -> readOn(store, written)).start();
    for (int i = 0; i < WRITERS; i++) {
      new Thread(() -> writeOn(store)).start();
    }
  }

  private static long insertWithoutEnd(Transaction tx) {
    long id = insert(tx);
    System.out.println(AT_WORK);
    TestThreads.await(new CountDownLatch(1));
    return id;
  }

  private static void writeOn(HeraStore store) {
    while (true) {
      System.out.println(ANSWERED + store.<Long>write(KilledWriter::insert));
    }
  }

  /** Ids are given without gaps here, so the next write shows as the next id. */
  private static void readOn(HeraStore store, long written) {
    long last = written;
    while (true) {
      OrchestratorId next = new OrchestratorId(last + 1);
      if (store.<Boolean>read(tx -> isThere(tx, next))) {
        System.out.println(SEEN + next.value());
        last = next.value();
      }
    }
  }

  private static boolean isThere(Transaction tx, OrchestratorId id) {
    return tx.orchestrators().find(id).isPresent();
  }
}
