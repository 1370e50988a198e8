package dev.hera.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the commits of other stores of the schema, by {@code LISTEN} on a connection of its own.
 * Whenever it may have missed some, because it has just begun to listen, it tells of one. Where
 * {@code LISTEN} does not arrive, it looks once a second whether ids were taken.
 */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** How long it listens before it looks whether it is to end. */
  private static final int LISTEN_MILLIS = 200;

  /**
   * How often it makes sure that the connection is there, by asking the server: nothing else would
   * tell that it is half open.
   */
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long its own word may take to come back. */
  private static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 1_000;

  /** How often it looks before it tries to listen again. */
  private static final int LOOKS = 600;

  private static final long CLOSE_MILLIS = 5_000;

  private final Schema schema;
  private final DataSource connections;
  private final ServerClock clock;
  private final Runnable onForeignCommit;

  /** Stands for the store in what it tells others. */
  private final String store;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "hera-postgres-watch");
  private final long checkNanos;
  private boolean saidDeaf;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  private Listener(
      Schema schema,
      DataSource connections,
      ServerClock clock,
      String store,
      Runnable onForeignCommit,
      long checkNanos) {
    this.schema = schema;
    this.connections = connections;
    this.clock = clock;
    this.store = store;
    this.onForeignCommit = onForeignCommit;
    this.checkNanos = checkNanos;
  }

  static Listener start(
      Schema schema,
      DataSource connections,
      ServerClock clock,
      String store,
      Runnable onForeignCommit) {
    return start(schema, connections, clock, store, onForeignCommit, CHECK_NANOS);
  }

  /** Starts one that makes sure so often that the connection is there. */
  static Listener start(
      Schema schema,
      DataSource connections,
      ServerClock clock,
      String store,
      Runnable onForeignCommit,
      long checkNanos) {
    Listener listener =
        new Listener(schema, connections, clock, store, onForeignCommit, checkNanos);
    listener.thread.setDaemon(true);
    listener.thread.start();
    return listener;
  }

  private void run() {
    try {
      while (!isClosedWithin(0)) {
        try (Connection connection = connections.getConnection()) {
          listen(connection);
        } catch (SQLException | RuntimeException e) {
          pauseAfter(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("The watch for commits of other stores was interrupted and ends.");
    }
  }

  private boolean isClosedWithin(long millis) throws InterruptedException {
    return closed.await(millis, TimeUnit.MILLISECONDS);
  }

  private void pauseAfter(Exception e) throws InterruptedException {
    if (pauseMillis == FIRST_PAUSE_MILLIS) {
      LOG.warn("The {} cannot be listened to; it is tried again.", schema.database(), e);
    }
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    var unused =
        isClosedWithin(pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis));
  }

  private void listen(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    boolean listens =
        connection.isWrapperFor(PGConnection.class)
            && isHeardOut(connection, connection.unwrap(PGConnection.class));
    if (!listens && !isClosedWithin(0)) {
      look(connection);
    }
  }

  /** Listens until the end; false when nothing arrives. */
  private boolean isHeardOut(Connection connection, PGConnection listening)
      throws SQLException, InterruptedException {
    execute(connection, "listen " + schema.channel());
    try {
      if (!hearsItself(listening)) {
        return false;
      }
      pauseMillis = FIRST_PAUSE_MILLIS;
      tell();
      hear(connection, listening);
      return true;
    } finally {
      execute(connection, "unlisten *");
    }
  }

  /** Looks for what it does not hear of, and says once that it does. */
  private void look(Connection connection) throws SQLException, InterruptedException {
    if (!saidDeaf) {
      saidDeaf = true;
      LOG.info(
          "LISTEN does not reach the {}, as behind a pooler in transaction mode: what other stores"
              + " commit is looked for once a second.",
          schema.database());
    }
    String seen = "";
    for (int looks = 0; looks < LOOKS && !isClosedWithin(LOOK_MILLIS); looks++) {
      String now = schema.taken(connection);
      if (!now.equals(seen)) {
        tell();
      }
      seen = now;
      clock.measureIfDue(connection);
    }
  }

  /** Whether what is said on another connection arrives; on this one, it would in any case. */
  private boolean hearsItself(PGConnection listening) throws SQLException, InterruptedException {
    String word = "echo-" + ThreadLocalRandom.current().nextLong();
    try (Connection other = connections.getConnection();
        PreparedStatement saying = other.prepareStatement(Schema.SAY)) {
      other.setAutoCommit(true);
      saying.setString(1, schema.channel());
      saying.setString(2, word);
      saying.execute();
    }
    long end = System.nanoTime() + ECHO_NANOS;
    while (System.nanoTime() - end < 0 && !isClosedWithin(0)) {
      for (PGNotification each : heard(listening)) {
        if (each.getParameter().equals(word)) {
          return true;
        }
      }
    }
    return false;
  }

  private void hear(Connection connection, PGConnection listening)
      throws SQLException, InterruptedException {
    long checked = System.nanoTime();
    while (!isClosedWithin(0)) {
      boolean foreign = false;
      for (PGNotification each : heard(listening)) {
        foreign |= !each.getParameter().equals(store);
      }
      if (foreign) {
        tell();
      }
      if (System.nanoTime() - checked > checkNanos) {
        clock.measure(connection);
        checked = System.nanoTime();
      }
    }
  }

  private static PGNotification[] heard(PGConnection listening) throws SQLException {
    @Nullable PGNotification @Nullable [] heard = listening.getNotifications(LISTEN_MILLIS);
    return heard == null ? new PGNotification[0] : heard;
  }

  private void tell() {
    try {
      onForeignCommit.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("The listener for commits of other stores failed.", e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
