package dev.hera.error;

import java.util.Locale;

/** The codes of every refusal (V1): the one list, the same in Java and over MCP. */
public enum ErrorCode {
  INVALID_ARGUMENT,
  INVALID_STATUS,
  STATUS_REQUIRED,
  UNKNOWN_CALLER,
  AMBIGUOUS_CALLER,
  NOT_BOUND,
  ALREADY_BOUND,
  BOUND_ELSEWHERE,
  COORDINATOR_EXISTS,
  NO_COORDINATOR,
  NAME_TAKEN,
  DUPLICATE_NAME,
  NOT_FOUND,
  FORBIDDEN,
  FENCED,
  SELF_SEND,
  INBOX_FULL,
  RATE_LIMITED,
  SELF_EDGE,
  COORDINATOR_BLOCKER,
  CYCLE,
  ALREADY_MATERIALIZED,
  CANCELLED,
  UNKNOWN_PROJECT,
  SLOT_TAKEN,
  LAUNCH_FAILED,
  IDEMPOTENCY_CONFLICT,
  STORE_UNAVAILABLE,
  INTERNAL;

  /** Whether the same call may succeed later, so that its refusal is not its last answer (V3). */
  public boolean isPassing() {
    return switch (this) {
      case RATE_LIMITED, INBOX_FULL, LAUNCH_FAILED, NOT_FOUND, STORE_UNAVAILABLE -> true;
      default -> false;
    };
  }

  /** The code as it stands in results, for instance {@code invalid_argument}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
