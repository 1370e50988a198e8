package dev.hera.store.jooq;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreGuard;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.Failures;
import dev.hera.store.jooq.sql.NewestSchema;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;

/**
 * A store in a relational database; what differs between databases is a {@link SqlDatabase}. For
 * the makers of store modules: apps open one of those.
 *
 * <p>Writes of several callers that come at the same time share one commit. The work of one caller
 * may therefore run on the thread of another one, with the stack that is left there: it must not
 * lean on thread-locals, nor wait for something that its caller holds. An exception of one work
 * rolls back that work only.
 */
public final class JooqStore implements HeraStore {
  /** The version of the schema that this Hera reads and writes. */
  public static final int SCHEMA_VERSION = NewestSchema.VERSION;

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final SqlDatabase engine;
  private final Configuration configuration;
  private final Writer writer;
  private final Readers readers;
  private final StoreGuard guard = new StoreGuard();

  private JooqStore(SqlDatabase engine) {
    this.engine = engine;
    this.configuration =
        new DefaultConfiguration().set(engine.dialect()).set(settings(engine.schemaName()));
    ReadWriteLock commits = new ReentrantReadWriteLock();
    boolean shownEarly = engine.showsCommitsEarly();
    this.writer =
        new Writer(engine, configuration, shownEarly ? commits.writeLock() : commits.readLock());
    this.readers = new Readers(engine, configuration, commits.readLock());
  }

  /**
   * Opens the store: brings the schema to the version of this Hera, in one transaction where the
   * database allows that.
   *
   * @throws StoreUnavailableException when the database was written by a newer Hera, or fails;
   *     nothing was changed then, and the pool is closed
   */
  public static JooqStore open(SqlDatabase engine) {
    return open(engine, Migrator.STEPS);
  }

  /**
   * Opens the store as it is, for whoever only reads it: nothing is made or migrated.
   *
   * @throws StoreUnavailableException when the schema has another version than this Hera's, or the
   *     database fails; the pool is closed then
   */
  public static JooqStore openAsIs(SqlDatabase engine) {
    return open(
        engine, connection -> NewestSchema.require(engine.name(), engine.version(connection)));
  }

  /** Opens the store with these steps of its schema. */
  static JooqStore open(SqlDatabase engine, List<List<String>> steps) {
    return open(engine, new Migrator(engine, steps)::migrate);
  }

  private static JooqStore open(SqlDatabase engine, ConnectionUse<Integer> first) {
    JooqStore store = new JooqStore(engine);
    boolean open = false;
    try {
      store.writer.use(first);
      open = true;
      return store;
    } catch (SQLException e) {
      throw Failures.unavailable(engine, e);
    } finally {
      if (!open) {
        store.close();
      }
    }
  }

  /**
   * Refuses a database that a newer Hera wrote.
   *
   * @param name what it is, as {@link SqlDatabase#name} says
   * @throws StoreUnavailableException when {@code version} is above {@link #SCHEMA_VERSION}
   */
  public static void checkVersion(String name, int version) {
    NewestSchema.check(name, version, SCHEMA_VERSION);
  }

  private static Settings settings(String schema) {
    MappedSchema named = new MappedSchema().withInput("").withOutput(schema);
    return new Settings()
        .withRenderSchema(!schema.isEmpty())
        .withRenderMapping(new RenderMapping().withSchemata(named))
        .withRenderNameCase(RenderNameCase.LOWER)
        .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
        .withInListPadding(true)
        .withExecuteLogging(false);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return guard.run(() -> readers.read(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return guard.run(() -> writer.write(work));
  }

  /**
   * Asks the connection that writes, at a moment when no transaction runs on it. Rows are changed
   * by {@link #write} only: what is remembered of them stays remembered.
   *
   * @throws StoreUnavailableException when the use fails
   */
  public <T> T useWriter(ConnectionUse<T> use) {
    return guard.run(
        () -> {
          try {
            return writer.use(use);
          } catch (SQLException e) {
            throw Failures.unavailable(engine, e);
          }
        });
  }

  /** What its database is, for messages. */
  String name() {
    return engine.name();
  }

  /** Something done with a session. */
  interface SessionUse<T> {
    T on(Session session) throws SQLException;
  }

  /** Uses a snapshot of all rows. */
  <T> T useSnapshot(SessionUse<T> use) throws SQLException {
    try (Connection connection = engine.readers().getConnection()) {
      Session session = new Session(connection, configuration);
      session.beginSnapshot(engine);
      T result = use.on(session);
      session.endSnapshot();
      return result;
    }
  }

  /** Writes past the transactions: nothing that was remembered of the rows stays remembered. */
  <T> T writePast(SessionUse<T> use) throws SQLException {
    try {
      return writer.use(connection -> use.on(new Session(connection, configuration)));
    } finally {
      writer.close();
    }
  }

  /** Sets the version by this session, which has no transaction. */
  void putVersion(Session session, int version) throws SQLException {
    session.connection().setAutoCommit(false);
    engine.putVersion(session.connection(), version);
    session.connection().setAutoCommit(true);
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          readers.close();
          writer.close();
        });
  }
}
