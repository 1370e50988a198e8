package dev.hera.store.postgres;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Required;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqLibrary;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.RelationalStore;
import dev.hera.store.jooq.StoreWatch;
import dev.hera.store.jooq.sql.SqlDatabase;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A store in a schema of a PostgreSQL database, version 15 or newer. Several stores, also of
 * several processes on several machines, may have the same schema open at once.
 *
 * <p>The promise: what {@link #write} returned survives what the server survives with its settings.
 * With {@code fsync} and {@code synchronous_commit} on, as they are by default, that is a killed
 * process, a crash of either machine and a power cut. A server's keeper has copies of it made, so
 * the store makes none before it brings the schema to a newer version, which is one transaction.
 *
 * <p>One store writes at a time, as on an embedded database: a transaction that writes locks one
 * row of the schema. Writes of several callers that come at the same time share one commit. The
 * work of one caller may then run on the thread of another one: it must not lean on thread-locals,
 * nor wait for something that its caller holds. A write whose turn it is waits at most {@code 5 s}
 * for another store to end its own; a store whose process has stood still for a minute amid a write
 * loses that write, not the others'.
 *
 * <p>When the server is away, calls are refused with {@link StoreUnavailableException} after a
 * bounded time, and the next one connects again. When the connection is lost amid a commit, the
 * store asks the server whether it took effect.
 *
 * <p>Besides the connection that writes and the one that listens, a store has up to eight for
 * reads, each given back when it was not used for a minute. It leaves nothing behind on a
 * connection, so that a pooler in transaction mode may stand before the server.
 */
public final class PostgresStore implements RelationalStore {
  /** The schema when none is given. */
  public static final String DEFAULT_SCHEMA = "hera";

  private final PostgresEngine engine;
  private final ServerClock clock;
  private final JooqStore store;
  private final StoreWatch watch = new StoreWatch();

  private PostgresStore(PostgresEngine engine, ServerClock clock, JooqStore store) {
    this.engine = engine;
    this.clock = clock;
    this.store = store;
  }

  /** Opens as {@link #open(String, Properties)} does, for a user with a password. */
  public static PostgresStore open(String url, String user, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", Required.given("user", user));
    properties.setProperty("password", Required.given("password", password));
    return open(url, properties);
  }

  /**
   * Opens the schema that {@code currentSchema} names, else {@link #DEFAULT_SCHEMA}. A missing
   * schema is made, when the user may do that.
   *
   * @param url as the driver takes it: {@code jdbc:postgresql://host/database}
   * @param properties of the driver, which says for example how the connection is encrypted; what
   *     neither they nor the URL say of time limits, the store does
   * @throws InvalidArgumentException when the driver cannot read the URL
   * @throws StoreUnavailableException when the schema has tables of another program or was written
   *     by a newer Hera, and is left as it is; when the server cannot be reached; or when jOOQ
   *     needs a newer Java
   */
  public static PostgresStore open(String url, Properties properties) {
    Server server = Server.of(Required.given("url", url), Required.given("properties", properties));
    return open(server.name(), server.connections(), server.schema());
  }

  /**
   * Opens the schema as it is, for whoever only reads it: nothing is made or migrated. Else as
   * {@link #open(String, Properties)} does.
   *
   * @throws StoreUnavailableException when there is no schema of this Hera's version
   */
  public static PostgresStore openAsIs(String url, Properties properties) {
    Server server = Server.of(Required.given("url", url), Required.given("properties", properties));
    Schema schema = Schema.of(server.name(), server.schema());
    return open(schema, server.connections(), InstantSource.system(), JooqStore::openAsIs);
  }

  /**
   * Opens a schema of the database of an application's own source of connections, which stays open
   * when the store is closed. The store keeps connections: give it a source that has ten to spare.
   *
   * @throws StoreUnavailableException as {@link #open(String, Properties)} does
   */
  public static PostgresStore open(DataSource connections, String schema) {
    Required.given("connections", connections);
    return open("PostgreSQL database", connections, schema);
  }

  private static PostgresStore open(String name, DataSource connections, String schema) {
    return open(Schema.of(name, schema), connections, InstantSource.system());
  }

  /** Opens a schema on a host with this clock. */
  static PostgresStore open(Schema schema, DataSource connections, InstantSource own) {
    return open(schema, connections, own, JooqStore::open);
  }

  private static PostgresStore open(
      Schema schema,
      DataSource connections,
      InstantSource own,
      Function<SqlDatabase, JooqStore> opener) {
    JooqLibrary.check(schema.database());
    ServerClock clock = new ServerClock(own);
    PostgresEngine engine = new PostgresEngine(schema, connections, connections, clock);
    PostgresStore opened = new PostgresStore(engine, clock, opener.apply(engine));
    boolean done = false;
    try {
      opened.store.useWriter(
          connection -> {
            clock.measureIfDue(connection);
            return schema.warnOfSettings(connection);
          });
      done = true;
      return opened;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(work);
  }

  /**
   * The server's clock, told by this host's own and measured again with a write, at most every ten
   * seconds.
   */
  @Override
  public InstantSource clock() {
    return clock;
  }

  /**
   * Listens on a connection of its own to what other stores of the schema commit. Where {@code
   * LISTEN} does not reach the server, as behind a pooler in transaction mode, it says so once in
   * the log, and looks once a second.
   */
  @Override
  public void watch(Runnable onForeignCommit) {
    watch.begin(() -> engine.listener(onForeignCommit)::close);
  }

  @Override
  public <T> T withRows(Function<JooqStore, T> use) {
    return use.apply(store);
  }

  /** The value of a setting, asked from the connection that writes. */
  String setting(String name) {
    return store.useWriter(connection -> Schema.setting(connection, name));
  }

  /** {@inheritDoc} An interrupt is put aside meanwhile. */
  @Override
  public void close() {
    watch.endAnd(store::close);
  }
}
