package dev.hera.store.tck.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when it is told to. */
final class StandingClock extends Clock {
  private static final Duration LEASE = Duration.ofMinutes(2);

  private Instant now = Instant.parse("2026-03-01T09:00:00Z");

  /** Goes on for longer than any lease or back-off of the first attempts lasts. */
  void passLease() {
    now = now.plus(LEASE);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
