package dev.hera.store.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.run.ParallelChecks;
import dev.hera.store.tck.scenario.ScenarioOutcome;
import dev.hera.store.tck.scenario.ScenarioPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** What a store makes of a database that fails at one point of a {@link ScenarioPlan}. */
public final class StatementFaults {
  private StatementFaults() {}

  /**
   * Runs scenarios in which one point each fails, and asserts that everything that was answered is
   * there, also in the store opened again, that all is whole, that the end is the same as without a
   * fault, and that no connection is open once the store was closed.
   *
   * @param most how many scenarios at most; the points are spread over the whole scenario
   */
  public static void assertHarmless(WatchedOpener opener, Path directory, int most) {
    Counter counter = new Counter(-1);
    String end = run(opener, create(directory, "sound"), counter);
    long step = Math.max(1, counter.points / most);
    int scenarios = Math.toIntExact((counter.points + step - 1) / step);
    ParallelChecks.each(scenarios, i -> assertSameEnd(opener, directory, i * step, end));
  }

  private static void assertSameEnd(WatchedOpener opener, Path directory, long point, String end) {
    Counter failing = new Counter(point);
    String sameEnd = run(opener, create(directory, "fault-" + point), failing);
    assertThat(failing.points).as("points passed").isGreaterThan(point);
    assertThat(sameEnd).as("the database fails at point %s", point).isEqualTo(end);
  }

  private static String run(WatchedOpener opener, Path directory, Counter counter) {
    ScenarioPlan scenario;
    TakenConnections taken = new TakenConnections();
    try (HeraStore store =
        opener.open(directory, source -> JdbcPoints.watched(taken.of(source), counter))) {
      scenario = ScenarioPlan.on(store);
      counter.counts = true;
      scenario.run();
      counter.counts = false;
      assertSound(scenario, store);
    }
    assertThat(taken.open()).as("connections left open").isEmpty();
    try (HeraStore store = opener.open(directory)) {
      assertSound(scenario, store);
      return ScenarioOutcome.of(store);
    }
  }

  private static void assertSound(ScenarioPlan scenario, HeraStore store) {
    scenario.assertVisible(store, scenario.answered());
    HeraInvariants.of(store).assertHold();
  }

  private static Path create(Path directory, String name) {
    try {
      return Files.createDirectory(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts points and fails at one of them. */
  private static final class Counter implements JdbcPoints.Watcher {
    private final long failing;
    private boolean counts;
    private long points;

    Counter(long failing) {
      this.failing = failing;
    }

    @Override
    public void before() throws SQLException {
      pass();
    }

    @Override
    public void after() throws SQLException {
      pass();
    }

    private void pass() throws SQLException {
      if (counts && points++ == failing) {
        throw new SQLException("the database fails as it was told to");
      }
    }
  }
}
