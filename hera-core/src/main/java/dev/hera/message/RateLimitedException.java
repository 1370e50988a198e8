package dev.hera.message;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** The sender sent too many messages in a minute (M21). */
public final class RateLimitedException extends HeraException {
  private final boolean statusApplied;

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
    this.statusApplied = statusApplied;
  }

  /** Whether the status that came with the message was applied all the same (V13). */
  public boolean statusApplied() {
    return statusApplied;
  }
}
