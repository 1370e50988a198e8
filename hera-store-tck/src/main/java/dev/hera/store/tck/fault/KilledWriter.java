package dev.hera.store.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.RowFixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A process that writes into a store until it is killed in the midst of it. For stores that promise
 * to survive that: nothing that was answered may be missing afterwards, and nothing may be there by
 * half.
 */
public final class KilledWriter {
  private static final int ANSWERS_BEFORE_KILL = 60;
  private static final int WRITERS = 4;
  private static final long EXIT_SECONDS = 30;

  private final Class<? extends Opener> opener;
  private final Path place;
  private final Set<Long> answered = new TreeSet<>();

  private KilledWriter(Class<? extends Opener> opener, Path place) {
    this.opener = opener;
    this.place = place;
  }

  /** Opens the store, in this process and in the one that is killed. */
  public interface Opener {

    /**
     * Opens the store of a place, or makes it when there is none yet.
     *
     * @param place what {@link #assertLosesNothing} was given
     */
    HeraStore open(Path place);
  }

  /**
   * Kills a writing process in each round, and asserts after it that the store has everything that
   * was answered in this and all earlier rounds, and only whole writes.
   *
   * @param opener has a public constructor without parameters
   * @param place of the store, which is empty or missing at first
   */
  public static void assertLosesNothing(Class<? extends Opener> opener, Path place, int rounds) {
    KilledWriter writer = new KilledWriter(opener, place);
    for (int round = 1; round <= rounds; round++) {
      writer.killAmidWrites(ANSWERS_BEFORE_KILL + round % WRITERS);
      try (HeraStore store = opener(opener).open(place)) {
        writer.assertKept(store, round);
      }
    }
  }

  private static Opener opener(Class<? extends Opener> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " has no public constructor without parameters", e);
    }
  }

  private void killAmidWrites(int answers) {
    int before = answered.size();
    try {
      Process process = start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          answered.add(Long.parseLong(line));
          if (answered.size() - before == answers) {
            process.toHandle().destroyForcibly();
          }
        }
      }
      assertThat(process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).as("was killed").isTrue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(answered.size() - before).as("answers").isGreaterThanOrEqualTo(answers);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            opener.getName(),
            place.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
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
    OrchestratorId id = RowFixtures.team(tx, "team-" + System.nanoTime(), 1).get(0).orchestrator();
    return id.value();
  }

  /** Writes from several threads, and prints each id after its write returned, without an end. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Class<? extends Opener> type = Class.forName(arguments[0]).asSubclass(Opener.class);
    HeraStore store = opener(type).open(Path.of(arguments[1]));
    for (int i = 0; i < WRITERS; i++) {
      new Thread(() -> writeOn(store)).start();
    }
  }

  private static void writeOn(HeraStore store) {
    while (true) {
      long id = store.write(KilledWriter::insert);
      System.out.println(id);
    }
  }
}
