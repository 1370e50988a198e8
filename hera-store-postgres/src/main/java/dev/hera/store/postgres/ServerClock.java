package dev.hera.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of the server, told by this host's own and how far that one is off. It is measured
 * again now and then, and changed only when it is shown to be wrong: the server's answer was given
 * between the question and its arrival. So hosts whose clocks are right go on with them as they
 * are.
 */
final class ServerClock implements InstantSource {
  private static final long PERIOD_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final String ASKING =
      "select floor(extract(epoch from clock_timestamp()) * 1000)::bigint";

  private final InstantSource own;
  private volatile Measured measured = new Measured(0, Long.MIN_VALUE / 2);

  ServerClock(InstantSource own) {
    this.own = own;
  }

  /**
   * A measurement.
   *
   * @param ahead how many milliseconds the server's clock is ahead
   * @param at when it was, by the own clock
   */
  private record Measured(long ahead, long at) {}

  @Override
  public Instant instant() {
    return own.instant().plusMillis(measured.ahead);
  }

  /** Measures, unless it was done just now by a clock that was not set since. */
  void measureIfDue(Connection connection) throws SQLException {
    if (Math.abs(own.millis() - measured.at) > PERIOD_MILLIS) {
      measure(connection);
    }
  }

  /** Measures. */
  void measure(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long before = own.millis();
      try (ResultSet row = statement.executeQuery(ASKING)) {
        long after = own.millis();
        row.next();
        long server = row.getLong(1);
        long ahead = measured.ahead;
        boolean isWrong = ahead < server - after - 1 || ahead > server - before + 1;
        measured = new Measured(isWrong ? server - (before + after) / 2 : ahead, after);
      }
    }
  }
}
