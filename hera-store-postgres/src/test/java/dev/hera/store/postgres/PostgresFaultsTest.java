package dev.hera.store.postgres;

import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.StatementFaults;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_800)
class PostgresFaultsTest {
  @TempDir Path directory;

  @Test
  void whichever_statement_fails_nothing_answered_is_lost_and_the_end_is_the_same() {
    StatementFaults.assertHarmless(
        (place, writing) -> JooqStore.open(TestServer.engine(place, writing)),
        directory,
        Effort.of(20, Integer.MAX_VALUE));
  }
}
