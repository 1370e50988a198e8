package dev.hera.store.postgres;

import dev.hera.store.jooq.sql.UnknownCommitException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The turn to write. Who has it holds the lock of the schema's row until its transaction ends, and
 * finds there who had it before. Used by one thread at a time: of the store's one writer.
 */
final class Turn {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Schema schema;
  private final DataSource others;
  private final ServerClock clock;
  private @Nullable Connection connection;
  private @Nullable PreparedStatement lock;
  private @Nullable PreparedStatement take;

  /** Stands for this connection and for no other one, of any store. */
  private long writer;

  private long handovers;
  private String transaction = "";

  /**
   * @param others gives connections beside the one that writes
   */
  Turn(Schema schema, DataSource others, ServerClock clock) {
    this.schema = schema;
    this.others = others;
    this.clock = clock;
  }

  /**
   * Waits for the turn, at the beginning of a transaction.
   *
   * @return how often it was another one's before
   */
  long take(Connection newConnection) throws SQLException {
    if (newConnection != connection) {
      connect(newConnection);
    }
    if (lock() != writer) {
      statement(take).executeUpdate();
      handovers++;
    }
    clock.measureIfDue(newConnection);
    return handovers;
  }

  private void connect(Connection newConnection) throws SQLException {
    connection = newConnection;
    writer = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    lock = newConnection.prepareStatement(schema.lock());
    take = newConnection.prepareStatement("update " + schema.table() + " set writer = " + writer);
  }

  /** Locks the row and gives who wrote last. */
  private long lock() throws SQLException {
    PreparedStatement statement = statement(lock);
    for (boolean rows = statement.execute(); !rows; rows = statement.getMoreResults()) {
      if (statement.getUpdateCount() < 0) {
        throw new SQLException(schema.table() + " was not locked");
      }
    }
    try (ResultSet row = statement.getResultSet()) {
      if (!row.next()) {
        throw new SQLException(schema.table() + " has lost its row");
      }
      transaction = row.getString(2);
      return row.getLong(1);
    }
  }

  private static PreparedStatement statement(@Nullable PreparedStatement prepared)
      throws SQLException {
    if (prepared == null) {
      throw new SQLException("not connected");
    }
    return prepared;
  }

  /**
   * Whether the transaction of the last turn was committed. An interrupt is put aside meanwhile.
   *
   * @throws UnknownCommitException when the server does not tell in time
   */
  boolean tookEffect() throws UnknownCommitException {
    long end = System.nanoTime() + LIMIT_NANOS;
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        Throwable failure;
        try {
          String status = status();
          if (status.equals("committed") || status.equals("aborted")) {
            return status.equals("committed");
          }
          failure = new SQLException("transaction " + transaction + " is " + status);
        } catch (SQLException | RuntimeException e) {
          failure = e;
        }
        if (System.nanoTime() - end > 0) {
          throw new UnknownCommitException(failure);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String status() throws SQLException {
    try (Connection other = others.getConnection();
        PreparedStatement asking = other.prepareStatement("select pg_xact_status(?::xid8)")) {
      asking.setString(1, transaction);
      try (ResultSet row = asking.executeQuery()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }
}
