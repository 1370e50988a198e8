package dev.hera.examples.host.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait after a failed try: twice as long each time, by chance somewhat more or less.
 */
interface Backoff {
  Duration FIRST = Duration.ofSeconds(1);
  Duration LONGEST = Duration.ofMinutes(5);

  /** By which part a wait may be longer or shorter. */
  double JITTER = 0.2;

  /** One that waits. */
  Backoff REAL =
      failures ->
          TimeUnit.MILLISECONDS.sleep(
              delay(failures, ThreadLocalRandom.current().nextDouble()).toMillis());

  /**
   * Returns when the next try is due.
   *
   * @param failures how many tries have failed, at least 1
   */
  void await(int failures) throws InterruptedException;

  /**
   * How long to wait.
   *
   * @param chance from 0 to 1
   */
  static Duration delay(int failures, double chance) {
    int doublings = Math.min(failures - 1, 30);
    long millis = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
    return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * chance)));
  }
}
