package dev.hera.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

  @Proves("V1")
  @Test
  void the_codes_are_those_that_agents_know() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::wire))
        .containsExactly(
            "invalid_argument",
            "invalid_status",
            "status_required",
            "unknown_caller",
            "ambiguous_caller",
            "not_bound",
            "already_bound",
            "bound_elsewhere",
            "coordinator_exists",
            "no_coordinator",
            "name_taken",
            "duplicate_name",
            "not_found",
            "forbidden",
            "fenced",
            "self_send",
            "inbox_full",
            "rate_limited",
            "self_edge",
            "coordinator_blocker",
            "cycle",
            "already_materialized",
            "cancelled",
            "unknown_project",
            "slot_taken",
            "launch_failed",
            "idempotency_conflict",
            "store_unavailable",
            "internal");
  }

  @Proves("V1")
  @Test
  void details_are_in_name_order_and_cannot_be_changed() {
    HeraException refusal = new NotFoundException("to", "role", "w", "check the name");

    assertThat(refusal.details().keySet()).containsExactly("field", "role");
    assertThat(refusal.details()).isUnmodifiable();
  }
}
