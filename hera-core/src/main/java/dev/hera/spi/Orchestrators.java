package dev.hera.spi;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import java.util.List;
import java.util.Optional;

/** The orchestrators. Names are unique among those that are not archived (M2). */
public interface Orchestrators extends Table<OrchestratorId, Orchestrator> {

  /** The one of this name that is not archived. */
  Optional<Orchestrator> findActive(String name);

  /** Those that are not archived, in id order. */
  List<Orchestrator> listActive();

  /** Those whose parent is {@code parent}, archived ones too, in id order. */
  List<Orchestrator> listChildren(OrchestratorId parent);
}
