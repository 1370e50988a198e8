package dev.hera.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import dev.hera.store.jooq.sql.PartialIndexes;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.Statements;
import dev.hera.store.jooq.sql.UnknownCommitException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** What is particular to PostgreSQL: its errors, its snapshots, and whose turn it is to write. */
final class PostgresEngine implements SqlDatabase {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Set<String> VICTIM = Set.of("40001", "40P01");
  private static final String CONNECTION_EXCEPTION = "08";

  /** The server shuts down, has crashed, starts, or has ended a connection that was idle. */
  private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

  /**
   * Edges and gates are found by way of roles. Almost all roles are workers, and nobody asks for
   * all of those.
   */
  private static final List<String> FEWER_INDEXES =
      List.of(
          "drop index edges_orchestrator",
          "drop index gates_orchestrator",
          "drop index roles_kind",
          "create index roles_kind on roles (orchestrator, kind, live) where kind <> 'worker'");

  private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long LIFE_MILLIS = TimeUnit.MINUTES.toMillis(30);
  private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final Schema schema;
  private final DataSource writer;
  private final DataSource readers;
  private final Turn turn;

  private final ServerClock clock;

  /** Stands for the store in what it tells others. */
  private final String store = UUID.randomUUID().toString();

  PostgresEngine(Schema schema, DataSource writer, DataSource readers, ServerClock clock) {
    this.schema = schema;
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
    this.turn = new Turn(schema, readers, clock);
  }

  /** Begins to listen to what other stores commit. */
  Listener listener(Runnable onForeignCommit) {
    return Listener.start(schema, readers, clock, store, onForeignCommit);
  }

  @Override
  public String name() {
    return schema.database();
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.POSTGRES;
  }

  @Override
  public String schemaName() {
    return schema.name();
  }

  @Override
  public DataSource writer() {
    return writer;
  }

  @Override
  public DataSource readers() {
    return readers;
  }

  @Override
  public void adjust(HikariConfig pool) {
    pool.setConnectionTimeout(CONNECT_MILLIS);
    pool.setIdleTimeout(IDLE_MILLIS);
    pool.setMaxLifetime(LIFE_MILLIS);
  }

  @Override
  public String snapshot() {
    return "set transaction isolation level repeatable read, read only; select 1";
  }

  @Override
  public long foreignCommits(Statements writer) throws SQLException {
    return turn.take(writer.connection());
  }

  @Override
  public String announcement() {
    return "select pg_notify('" + schema.channel() + "', '" + store + "')";
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public boolean closingTakesBack() {
    return false;
  }

  @Override
  public boolean tookEffect() throws UnknownCommitException {
    return turn.tookEffect();
  }

  @Override
  public boolean isUniqueness(SQLException e) {
    return UNIQUE_VIOLATION.equals(e.getSQLState());
  }

  @Override
  public boolean isForeignKey(SQLException e) {
    return FOREIGN_KEY_VIOLATION.equals(e.getSQLState());
  }

  @Override
  public boolean isHeldByAnother(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
  }

  @Override
  public boolean isVictim(SQLException e) {
    return e.getSQLState() != null && VICTIM.contains(e.getSQLState());
  }

  @Override
  public boolean isDisconnected(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith(CONNECTION_EXCEPTION) || ENDED.contains(state));
  }

  @Override
  public int version(Connection connection) throws SQLException {
    return schema.version(connection);
  }

  @Override
  public void putVersion(Connection connection, int version) throws SQLException {
    schema.putVersion(connection, version);
  }

  @Override
  public List<String> ownStep(int version) {
    return switch (version) {
      case 7 -> FEWER_INDEXES;
      case 8 -> PartialIndexes.STEP_TO_8;
      default -> List.of();
    };
  }

  @Override
  public void beginMigration(Connection connection) throws SQLException {
    schema.begin(connection);
  }
}
