package dev.hera.message;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** The recipient's inbox is full (M21). */
public final class InboxFullException extends HeraException {
  private final boolean statusApplied;

  public InboxFullException(String recipient, int limit, boolean statusApplied) {
    super(
        ErrorCode.INBOX_FULL,
        "the inbox of \""
            + recipient
            + "\" holds "
            + limit
            + " unread messages; try again when some are read"
            + (statusApplied ? ". Your status was applied" : ""),
        Map.of("to", recipient, "limit", limit, "status_applied", statusApplied));
    this.statusApplied = statusApplied;
  }

  /** Whether the status that came with the message was applied all the same (V13). */
  public boolean statusApplied() {
    return statusApplied;
  }
}
