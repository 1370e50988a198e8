package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.StoreCopy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrators whose parents came later, as after a sub-coordinator moved to a newer one. */
class CopiedParentsTest {
  /** More than a page of a copy. */
  private static final int COUNT = 1_003;

  @TempDir Path directory;

  @Test
  void a_copy_has_orchestrators_whose_parents_are_younger() {
    try (SqliteStore from = SqliteStore.open(directory.resolve("from.db"));
        SqliteStore to = SqliteStore.open(directory.resolve("to.db"))) {
      from.write(CopiedParentsTest::insertWithYoungerParents);
      StoreCopy.copy(from, to, (table, rows) -> {});
      assertThat(all(to)).isEqualTo(all(from)).hasSize(COUNT);
    }
  }

  /** Of some on either side of the end of a page; the parent of the first is on another page. */
  private static boolean insertWithYoungerParents(Transaction tx) {
    long first = tx.takeIds(IdKind.ORCHESTRATOR, COUNT);
    List<Orchestrator> rows =
        LongStream.range(first, first + COUNT)
            .mapToObj(id -> SqliteRows.orchestrator(id, "o" + id))
            .toList();
    tx.orchestrators().insert(rows);
    tx.orchestrators().update(rows.get(0).withParent(rows.get(COUNT - 1).id()));
    for (int i = 990; i + 1 < COUNT; i++) {
      tx.orchestrators().update(rows.get(i).withParent(rows.get(i + 1).id()));
    }
    return true;
  }

  private static List<Orchestrator> all(HeraStore store) {
    return store.read(tx -> tx.orchestrators().listActive());
  }
}
