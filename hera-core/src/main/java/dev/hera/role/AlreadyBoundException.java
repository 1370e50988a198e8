package dev.hera.role;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** The caller already has a live binding there (M13). */
public final class AlreadyBoundException extends HeraException {
  private final BindingId bindingId;

  public AlreadyBoundException(String orchestrator, BindingId bindingId) {
    super(
        ErrorCode.ALREADY_BOUND,
        "you are already bound in orchestrator \""
            + orchestrator
            + "\" (binding "
            + bindingId.value()
            + "); call hera_join without role_name to see your role",
        Map.of("orchestrator", orchestrator, "binding_id", bindingId.value()));
    this.bindingId = bindingId;
  }

  /** The live binding. */
  public BindingId bindingId() {
    return bindingId;
  }
}
