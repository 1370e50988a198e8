package dev.hera.store.jooq;

import dev.hera.Hera;
import dev.hera.Overview;
import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.sql.NewestSchema;
import dev.hera.store.jooq.sql.Session;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.PlanView;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Copies all that a store keeps into an empty one, which may be of another kind. Nobody else may
 * use the two meanwhile.
 *
 * <p>The new store is marked as unfinished before its first row and until it was verified: a copy
 * that broke off is refused by everything that opens it. Verified means that each table has the
 * rows that it has in the old store, at the end as at the beginning; that each plan shows the same;
 * and that the history of each active orchestrator, replayed, gives the same plan from both.
 */
public final class StoreCopy {
  private final RelationalStore from;
  private final RelationalStore to;
  private final BiConsumer<String, Long> told;

  private StoreCopy(RelationalStore from, RelationalStore to, BiConsumer<String, Long> told) {
    this.from = from;
    this.to = to;
    this.told = told;
  }

  /**
   * Copies and verifies.
   *
   * @param from is only read
   * @param to has no rows
   * @param told is given the name of each table after its rows were copied, and how many they are
   * @return how many rows each table has, in the order in which they were copied
   * @throws InvalidArgumentException when {@code to} is not empty; it is left as it is
   * @throws StoreUnavailableException when {@code from} was written meanwhile, when the two differ,
   *     or when one of them fails; {@code to} is then a copy that broke off
   */
  public static Map<String, Long> copy(
      RelationalStore from, RelationalStore to, BiConsumer<String, Long> told) {
    return new StoreCopy(from, to, told).run();
  }

  private Map<String, Long> run() {
    return from.withRows(source -> to.withRows(target -> copy(source, target)));
  }

  private Map<String, Long> copy(JooqStore source, JooqStore target) {
    try {
      if (target.useSnapshot(session -> RowCopy.isNotEmpty(session.reading()))) {
        throw new InvalidArgumentException(
            "to", "the %s is not empty; name a new one".formatted(target.name()));
      }
      return counts(target.writePast(session -> fill(source, target, session)));
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "The copy broke off, because %s; delete the %s and copy again."
              .formatted(e.getMessage(), target.name()),
          e);
    }
  }

  private Map<String, RowSum> fill(JooqStore source, JooqStore target, Session written)
      throws SQLException {
    target.putVersion(written, NewestSchema.UNFINISHED_COPY);
    Map<String, RowSum> copied = source.useSnapshot(read -> new RowCopy(read, written).copy(told));
    require(copied.equals(target.useSnapshot(RowCopy::sums)), "the rows differ");
    boolean samePlans = plans(from).equals(plans(to));
    boolean unchanged = copied.equals(source.useSnapshot(RowCopy::sums));
    require(unchanged, "the " + source.name() + " was written meanwhile");
    require(samePlans, "a plan or a history differs");
    target.putVersion(written, JooqStore.SCHEMA_VERSION);
    return copied;
  }

  private static void require(boolean holds, String otherwise) throws SQLException {
    if (!holds) {
      throw new SQLException(otherwise);
    }
  }

  private static Map<String, Long> counts(Map<String, RowSum> copied) {
    Map<String, Long> counts = new LinkedHashMap<>();
    copied.forEach((table, rows) -> counts.put(table, rows.count()));
    return counts;
  }

  /** What is shown of an orchestrator now, and what its history alone gives. */
  private record Plans(PlanView present, Optional<PlanView> replayed) {}

  private static Map<String, Plans> plans(HeraStore store) {
    Overview overview = Hera.builder(store).build().overview();
    return overview.orchestrators().stream()
        .collect(Collectors.toMap(OrchestratorSummary::name, one -> plans(overview, one)));
  }

  private static Plans plans(Overview overview, OrchestratorSummary one) {
    return new Plans(
        one.plan(),
        overview
            .orchestratorAsOf(one.name(), Long.MAX_VALUE)
            .map(past -> past.view().summary().plan()));
  }
}
