package dev.hera.store.jooq.sql;

import com.zaxxer.hikari.HikariConfig;
import dev.hera.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** What differs between databases. Thread-safe. */
public interface SqlDatabase {
  /** What it is, for messages: {@code SQLite database hera.db}. */
  String name();

  SQLDialect dialect();

  /** The schema that has Hera's tables; empty where a database has but one. */
  default String schemaName() {
    return "";
  }

  /**
   * The source of the connection that writes, of which the store keeps one and takes a new one when
   * it failed. It is in autocommit mode at rest, and takes the database's write lock when a
   * transaction begins or {@link #foreignCommits} is asked.
   */
  DataSource writer();

  /**
   * The source of the connections that read, of which the store keeps some. They are in autocommit
   * mode at rest, and a transaction on one of them sees one snapshot.
   */
  DataSource readers();

  /** Sets what the pool of the connections that read needs beside its source. */
  default void adjust(HikariConfig pool) {}

  /** The statement with which a transaction that reads takes its snapshot. */
  default String snapshot() {
    return "select 1 from counters";
  }

  /**
   * A number that differs from the one before when anything but this connection committed since, so
   * that what was read before may have changed. Asked of the connection that writes, when its
   * transaction has begun. The same number each time where nobody else can write; another one each
   * time where nobody can tell.
   */
  long foreignCommits(Statements writer) throws SQLException;

  /**
   * Refuses when the database is not in its place any more. Asked before a transaction reads or
   * writes.
   *
   * @throws StoreUnavailableException when it was renamed, replaced or deleted
   */
  default void checkPlace() {}

  /**
   * The same for what the connection that writes has open besides; asked also after a commit,
   * before it is answered.
   */
  default void checkPlace(Connection writer) {
    checkPlace();
  }

  /** Whether this is a violation of a primary key or a unique index. */
  boolean isUniqueness(SQLException e);

  /**
   * Whether this says, after a wait, that another process still has the lock to write. Never so
   * where no other process can have the database.
   */
  default boolean isHeldByAnother(SQLException e) {
    return false;
  }

  /** Whether this is a violation of a foreign key. */
  boolean isForeignKey(SQLException e);

  /** The version of the schema, 0 for an empty database. */
  int version(Connection connection) throws SQLException;

  /** Keeps the version of the schema, within the running transaction where there is one. */
  void putVersion(Connection connection, int version) throws SQLException;

  /** A statement of a migration step in the words of this database. */
  default String translate(String statement) {
    return statement;
  }

  /**
   * What the step to a version does in this database only, after what it does in all of them; each
   * statement can be repeated where a statement of a migration is not within a transaction.
   */
  default List<String> ownStep(int version) {
    return List.of();
  }

  /** Begins the transaction of a migration, which no other process migrates beside. */
  default void beginMigration(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  /**
   * Lays a copy of the whole database aside, as it is at this version. Nothing where the database
   * is a server's: its keeper has copies made.
   */
  default void backUp(int version) throws SQLException {}

  /**
   * Whether others see a commit before it is on the disk. Reads then begin before a commit or after
   * it, and wait as long as it takes.
   */
  default boolean showsCommitsEarly() {
    return false;
  }

  /**
   * The statement that tells other processes that a transaction, which commits next, changed
   * something; null where they see it without.
   */
  default @Nullable String announcement() {
    return null;
  }

  /** Whether the database takes several statements, with their parameters, as one. */
  default boolean takesSeveral() {
    return false;
  }

  /** Whether the database took this transaction back because of another one that ran beside it. */
  default boolean isVictim(SQLException e) {
    return false;
  }

  /** Whether the connection was gone, so that nothing of a statement was done. */
  default boolean isDisconnected(SQLException e) {
    return false;
  }

  /**
   * Whether a connection that is closed amid a transaction certainly takes that back. JDBC leaves
   * it to the source, and some pools commit, or give the next borrower the transaction as it
   * stands.
   */
  default boolean closingTakesBack() {
    return true;
  }

  /**
   * Whether the last commit took effect although it failed. Asked when its connection is given up.
   *
   * @throws UnknownCommitException when nobody can tell
   */
  default boolean tookEffect() throws UnknownCommitException {
    return false;
  }
}
