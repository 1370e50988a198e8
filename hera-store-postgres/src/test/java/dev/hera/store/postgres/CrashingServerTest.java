package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.tck.run.Effort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that crashes amid writes, with the settings that it has by default. */
@Timeout(1_800)
class CrashingServerTest {
  private static final int CALLERS = 4;
  private static final int ANSWERS_BEFORE_CRASH = 40;

  private final Set<String> answered = new ConcurrentSkipListSet<>();
  private final Set<String> refused = new ConcurrentSkipListSet<>();
  private final Set<String> unknown = new ConcurrentSkipListSet<>();
  private volatile boolean ends;

  @Test
  void whatever_was_answered_is_there_once_and_nothing_that_was_refused() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (EmbeddedPostgres server = TestServer.startDurable();
        PostgresStore store =
            PostgresStore.open(server.getJdbcUrl("postgres", "postgres"), new Properties())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String name = "caller-" + i + "-";
        running.add(callers.submit(() -> call(store, name)));
      }
      for (int crash = 1; crash <= Effort.of(4, 100); crash++) {
        awaitAnswers(crash * ANSWERS_BEFORE_CRASH, running);
        TestServer.crash(server);
      }
      awaitAnswers(answered.size() + ANSWERS_BEFORE_CRASH, running);
      ends = true;
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
      Set<String> stored = PostgresRows.names(store);
      assertThat(stored).containsAll(answered).doesNotContainAnyElementsOf(refused);
      stored.removeAll(answered);
      assertThat(unknown).as("neither answered nor refused").containsAll(stored);
      assertThat(refused).as("met a crash").isNotEmpty();
    } finally {
      callers.shutdownNow();
    }
  }

  private void call(PostgresStore store, String caller) {
    for (int i = 0; !ends; i++) {
      String name = caller + i;
      try {
        store.write(
            tx -> {
              PostgresRows.insert(tx, name);
              return name;
            });
        answered.add(name);
      } catch (StoreUnavailableException e) {
        (e.getMessage().contains("nothing was changed") ? refused : unknown).add(name);
      }
    }
  }

  private void awaitAnswers(int count, List<Future<?>> running) throws Exception {
    while (answered.size() < count) {
      assertThat(running).noneMatch(Future::isDone);
      Thread.onSpinWait();
    }
  }
}
