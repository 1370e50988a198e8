package dev.hera.error;

import java.util.Map;

/** The sender sent too many messages in a minute (M21). */
public final class RateLimitedException extends HeraException {
  public RateLimitedException(int limit, long retryAfterSeconds, boolean statusApplied) {
    super(
        ErrorCode.RATE_LIMITED,
        "you sent "
            + limit
            + " messages within 60 seconds; try again in "
            + retryAfterSeconds
            + " s"
            + (statusApplied ? ". Your status was applied" : ""),
        Map.of(
            "limit",
            limit,
            "retry_after_seconds",
            retryAfterSeconds,
            "status_applied",
            statusApplied));
  }

  /** The refusal as it was told before. */
  public RateLimitedException(String message, Map<String, ?> details) {
    super(ErrorCode.RATE_LIMITED, message, details);
  }

  /** Whether the status that came with the message was applied all the same (V13). */
  public boolean statusApplied() {
    return Boolean.TRUE.equals(details().get("status_applied"));
  }
}
