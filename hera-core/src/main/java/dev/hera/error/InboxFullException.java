package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** The recipient's inbox is full (M21). */
public final class InboxFullException extends HeraException {
  public InboxFullException(String recipient, int limit, boolean statusApplied) {
    super(
        ErrorCode.INBOX_FULL,
        "the inbox of "
            + Quotation.of(recipient)
            + " holds "
            + limit
            + " unread messages; try again when some are read"
            + (statusApplied ? ". Your status was applied" : ""),
        Map.of("to", recipient, "limit", limit, "status_applied", statusApplied));
  }

  /** The refusal as it was told before. */
  public InboxFullException(String message, Map<String, ?> details) {
    super(ErrorCode.INBOX_FULL, message, details);
  }

  /** Whether the status that came with the message was applied all the same (V13). */
  public boolean statusApplied() {
    return Boolean.TRUE.equals(details().get("status_applied"));
  }
}
