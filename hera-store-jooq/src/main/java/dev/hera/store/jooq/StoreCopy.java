package dev.hera.store.jooq;

import dev.hera.Hera;
import dev.hera.Overview;
import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.PlanView;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Copies all that a store keeps into an empty one, which may be of another kind. Nobody else may
 * use the two meanwhile.
 *
 * <p>The new store is marked as unfinished before its first row and until it was verified: a copy
 * that broke off is refused by everything that opens it. Verified means that each table has as many
 * rows as in the old store, that each plan shows the same, and that the history of each active
 * orchestrator, replayed, gives the same plan from both.
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
    if (target.isNotEmpty()) {
      throw new InvalidArgumentException(
          "to", "the %s is not empty; name a new one".formatted(target.name()));
    }
    return target.fill(
        source,
        told,
        () -> {
          if (!plans(from).equals(plans(to))) {
            throw new SQLException("a plan or a history differs");
          }
        });
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
