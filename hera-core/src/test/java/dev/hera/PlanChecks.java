package dev.hera;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.HeraStore;
import java.util.List;

/** What must be true of every plan in a store: a recount agrees, and so does the history. */
public final class PlanChecks {
  private static final int MOST = 50;

  private PlanChecks() {}

  /** Checks all orchestrators of a small store, archived ones too. */
  public static void check(HeraStore store, String when) {
    store.read(
        tx -> {
          for (long id = 1; id <= MOST; id++) {
            List<Orchestrator> found =
                tx.orchestrators().find(new OrchestratorId(id)).stream().toList();
            found.forEach(orchestrator -> Recount.check(tx, orchestrator, when));
            found.forEach(orchestrator -> Replay.check(tx, orchestrator, when));
          }
          return true;
        });
  }
}
