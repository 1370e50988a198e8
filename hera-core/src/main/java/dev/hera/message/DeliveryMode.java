package dev.hera.message;

import java.util.Locale;

/** What became of a message when it was stored (M24). */
public enum DeliveryMode {
  /** The recipient has no live binding; the message waits for one. */
  QUEUED,
  /** The recipient is live, but no doorbell can reach it; it reads the message when it asks. */
  PENDING,
  /** The recipient's doorbell rings after the commit. */
  DELIVERED;

  /** The mode as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
