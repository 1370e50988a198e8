package dev.hera.role;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** The orchestrator already has a live coordinator (M4). */
public final class CoordinatorExistsException extends HeraException {
  private final String coordinator;

  public CoordinatorExistsException(String orchestrator, String coordinator) {
    super(
        ErrorCode.COORDINATOR_EXISTS,
        "orchestrator \""
            + orchestrator
            + "\" is coordinated by \""
            + coordinator
            + "\"; join it with hera_join or choose another name",
        Map.of("orchestrator", orchestrator, "coordinator", coordinator));
    this.coordinator = coordinator;
  }

  /** The live coordinator's name. */
  public String coordinator() {
    return coordinator;
  }
}
