package dev.hera.store.sqlite;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.FileCopy;
import dev.hera.store.jooq.FilePlace;
import dev.hera.store.jooq.sql.PartialIndexes;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.Statements;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What is particular to SQLite: its connections, its errors, and where it keeps the schema's
 * version.
 */
record SqliteEngine(
    DatabaseFile file, FilePlace place, Log log, DataSource writer, DataSource readers)
    implements SqlDatabase {
  private static final Set<SQLiteErrorCode> UNIQUENESS =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
          SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
          SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

  private static final List<String> BY_KEY_ALONE =
      List.of(
          """
          create table edges_by_key (
            blocked integer not null references roles (id),
            blocker integer not null references roles (id),
            orchestrator integer not null,
            created integer not null,
            primary key (blocked, blocker)
          ) without rowid""",
          "insert into edges_by_key select blocked, blocker, orchestrator, created from edges",
          "drop table edges",
          "alter table edges_by_key rename to edges",
          "create index edges_blocker on edges (blocker, blocked)",
          """
          create table event_buckets_by_key (
            subject integer not null,
            bucket integer not null,
            primary key (subject, bucket)
          ) without rowid""",
          "insert into event_buckets_by_key select subject, bucket from event_buckets",
          "drop table event_buckets",
          "alter table event_buckets_by_key rename to event_buckets",
          "drop index gates_orchestrator",
          "drop index roles_kind",
          "create index roles_kind on roles (orchestrator, kind, live) where kind <> 'worker'");

  private static final List<String> TOKENS_BY_HASH =
      List.of(
          """
          create table tokens_by_hash (
            hash varchar not null primary key,
            launch integer not null references launches (id),
            task integer not null references tasks (id),
            epoch integer not null
          ) without rowid""",
          "insert into tokens_by_hash select hash, launch, task, epoch from tokens",
          "drop table tokens",
          "alter table tokens_by_hash rename to tokens");

  SqliteEngine(DatabaseFile file, DataSource writer, DataSource readers) {
    this(file, file.place(), new Log(file), writer, readers);
  }

  /**
   * Marks a new file as Hera's and makes the sources of connections.
   *
   * @throws StoreUnavailableException when SQLite is too old or does not take a setting
   */
  static SqliteEngine of(DatabaseFile file, SqliteStore.Durability durability) {
    prepare(file, Preparation.of(file, durability));
    return new SqliteEngine(
        file,
        new Connections(file, durability, TransactionMode.IMMEDIATE),
        new Connections(file, durability, TransactionMode.DEFERRED));
  }

  /** The same on connections that an application lends. */
  static SqliteEngine of(
      AppDatabase database, DatabaseFile file, SqliteStore.Durability durability) {
    DataSource writer = database.readied(file, durability, TransactionMode.IMMEDIATE);
    DataSource readers = database.readied(file, durability, TransactionMode.DEFERRED);
    database.putIntoWalMode(file.name());
    prepare(file, new Preparation(writer, readers));
    return new SqliteEngine(file, writer, readers);
  }

  private static void prepare(DatabaseFile file, Preparation preparation) {
    try {
      preparation.run();
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "The " + file.name() + " cannot be opened: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.SQLITE;
  }

  @Override
  public void checkPlace() {
    place.check();
  }

  @Override
  public void checkPlace(Connection writer) {
    place.check();
    log.check(writer);
  }

  /** SQLite counts them for each connection, without its own. */
  @Override
  public long foreignCommits(Statements writer) throws SQLException {
    try (ResultSet version = writer.of("pragma data_version").executeQuery()) {
      return version.getLong(1);
    }
  }

  @Override
  public boolean isUniqueness(SQLException e) {
    return e instanceof SQLiteException sqlite && UNIQUENESS.contains(sqlite.getResultCode());
  }

  @Override
  public boolean isHeldByAnother(SQLException e) {
    return Preparation.isBusy(e);
  }

  @Override
  public boolean isForeignKey(SQLException e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY;
  }

  @Override
  public int version(Connection connection) throws SQLException {
    return Integer.parseInt(Connections.pragma(connection, "user_version"));
  }

  @Override
  public void putVersion(Connection connection, int version) throws SQLException {
    execute(connection, "pragma user_version = " + version);
  }

  /**
   * An {@code integer} holds 64 bits, and only {@code integer primary key} is the row id itself. A
   * step is one transaction, so no column of it can be there already.
   */
  @Override
  public String translate(String statement) {
    return statement
        .replace(" bigint", " integer")
        .replace(" add column if not exists ", " add column ");
  }

  /** The tables of which a row is little more than its key have it in no index besides. */
  @Override
  public List<String> ownStep(int version) {
    return switch (version) {
      case 7 -> BY_KEY_ALONE;
      case 8 -> Stream.of(TOKENS_BY_HASH, PartialIndexes.STEP_TO_8).flatMap(List::stream).toList();
      default -> List.of();
    };
  }

  @Override
  public void backUp(int version) throws SQLException {
    FileCopy.make(readers, file.sibling("-schema-" + version + ".backup"), SqliteEngine::copyInto);
  }

  private static void copyInto(Connection connection, Path copy) throws SQLException, IOException {
    DatabaseFile.createEmpty(copy);
    execute(connection, "vacuum into '" + copy.toString().replace("'", "''") + "'");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
