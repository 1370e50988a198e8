package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqStore;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application's own source of connections is asked for, and what becomes of it. */
@Timeout(60)
class AppSourceTest {
  private static final String SCHEMA = AppSources.SCHEMA;

  @TempDir Path directory;

  private Path database() {
    return directory.resolve("app");
  }

  @Test
  void what_is_not_given_or_needs_quotes_is_named() {
    try (HikariDataSource pool = AppSources.pool(database())) {
      assertThatThrownBy(() -> H2Store.open(null, SCHEMA))
          .isInstanceOf(InvalidArgumentException.class)
          .hasMessageContaining("connections: ");
      for (String schema : new String[] {"", "Hera", "a b", "a;b", "1a"}) {
        assertThatThrownBy(() -> H2Store.open(pool, schema))
            .isInstanceOf(InvalidArgumentException.class)
            .hasMessageContaining("small letters");
      }
    }
  }

  @Test
  void a_pool_stays_open_and_what_was_written_is_there_in_each_later_life() throws Exception {
    try (HikariDataSource pool = AppSources.pool(database())) {
      execute(pool, "create table tasks (title varchar)");
      for (int life = 1; life <= 3; life++) {
        try (H2Store store = H2Store.open(pool, SCHEMA)) {
          assertThat(takeId(store)).isEqualTo(life);
          assertThat(read(store)).isZero();
        }
        assertThat(pool.isClosed()).isFalse();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
      execute(pool, "insert into tasks values ('the application''s own')");
    }
  }

  @Test
  void the_readme_has_the_settings_that_the_store_asks_for() throws IOException {
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("jdbc:h2:async:/path/app" + AppSources.SETTINGS);
  }

  @Test
  void the_pool_of_h2_serves_as_well() {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:async:" + database() + AppSources.SETTINGS, "app", "secret");
    try (H2Store store = H2Store.open(pool, SCHEMA)) {
      assertThat(takeId(store)).isEqualTo(1);
      assertThat(read(store)).isZero();
    }
    assertThat(pool.getActiveConnections()).isZero();
    pool.dispose();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void each_connection_is_given_back_as_it_came(boolean commits) throws Exception {
    List<Connection> lent = new ArrayList<>();
    try (HikariDataSource pool = AppSources.pool(database())) {
      execute(pool, "create schema app");
      try (H2Store store = H2Store.open(watched(pool, commits, lent), SCHEMA)) {
        assertThat(takeId(store)).isEqualTo(1);
        assertThat(read(store)).isZero();
        assertThatThrownBy(() -> store.write(AppSourceTest::fails)).hasMessage("of the work");
      }
      assertThat(lent).hasSizeGreaterThan(4);
      for (Connection connection : lent) {
        assertThat(connection.getSchema()).isEqualTo("APP");
        assertThat(connection.getAutoCommit()).isEqualTo(commits);
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        connection.close();
      }
    }
  }

  private static long fails(Transaction transaction) {
    transaction.takeIds(IdKind.TASK, 1);
    throw new IllegalStateException("of the work");
  }

  /** Lends each connection with unusual settings, and keeps it for the test when it comes back. */
  private static DataSource watched(DataSource source, boolean commits, List<Connection> lent) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection connection = source.getConnection();
          connection.setSchema("APP");
          connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
          connection.setAutoCommit(commits);
          return keeping(connection, lent);
        });
  }

  private static Connection keeping(Connection connection, List<Connection> lent) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("close")) {
            lent.add(connection);
            return null;
          }
          return method.invoke(connection, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            AppSourceTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @ParameterizedTest
  @CsvSource({
    "'jdbc:h2:mem:app', in memory, H2Store.inMemory()",
    "'jdbc:h2:DIR/app;WRITE_DELAY=0', an interrupt, jdbc:h2:async:",
    "'jdbc:h2:async:DIR/app', WRITE_DELAY=, ;WRITE_DELAY=0",
    "'jdbc:h2:async:DIR/app;WRITE_DELAY=0', results of subqueries, ;OPTIMIZE_REUSE_RESULTS=0",
    "'jdbc:h2:async:DIR/app;WRITE_DELAY=0;MODE=Oracle', MODE=Oracle, ;MODE=REGULAR",
    "'jdbc:h2:async:DIR/app;WRITE_DELAY=0;IGNORECASE=TRUE', IGNORECASE=1, set ignorecase false",
    "'jdbc:h2:async:DIR/app;WRITE_DELAY=0;COLLATION=GERMAN', COLLATION=GERMAN, without it",
  })
  void refuses_a_database_that_cannot_keep_the_promise(String url, String what, String next)
      throws Exception {
    try (HikariDataSource pool = AppSources.pool(url.replace("DIR", directory.toString()))) {
      assertRefused(pool, what, next);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(one(pool, "select count(*) from information_schema.schemata")).isEqualTo("2");
    }
  }

  @Test
  void refuses_a_database_behind_a_server() throws Exception {
    Server server =
        Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
            .start();
    try (HikariDataSource pool =
        AppSources.pool(
            "jdbc:h2:tcp://localhost:"
                + server.getPort()
                + "/async:"
                + database()
                + AppSources.SETTINGS)) {
      assertRefused(pool, "through a server", "PostgreSQL");
    } finally {
      server.stop();
    }
  }

  @Test
  void refuses_a_source_of_one_connection() throws SQLException {
    try (HikariDataSource pool = AppSources.pool(database())) {
      pool.setMaximumPoolSize(1);
      pool.setConnectionTimeout(250);
      assertRefused(pool, "no second connection", "at least ten");
    }
    try (Connection only =
        DriverManager.getConnection(
            "jdbc:h2:async:" + database() + AppSources.SETTINGS, "app", "secret")) {
      DataSource same =
          proxy(DataSource.class, (self, method, arguments) -> keeping(only, new ArrayList<>()));
      assertRefused(same, "the same connection to all", "at least ten");
    }
  }

  @Test
  void refuses_connections_of_another_driver() {
    DataSource other =
        proxy(
            DataSource.class,
            (self, method, arguments) ->
                proxy(
                    Connection.class,
                    (connection, asked, values) ->
                        asked.getName().equals("isWrapperFor") ? false : null));
    assertRefused(other, "org.h2.jdbc.JdbcConnection");
  }

  @Test
  void refuses_a_schema_of_another_program_and_leaves_it_as_it_is() throws Exception {
    try (HikariDataSource pool = AppSources.pool(database())) {
      execute(pool, "create schema hera");
      execute(pool, "create table hera.tasks (title varchar)");
      assertLeft(pool, "of another program", "a schema of its own");
      try (H2Store store = H2Store.open(pool, "other")) {
        assertThat(takeId(store)).isEqualTo(1);
      }
    }
  }

  @Test
  void refuses_a_schema_of_a_newer_hera_and_leaves_it_as_it_is() throws Exception {
    try (HikariDataSource pool = AppSources.pool(database())) {
      H2Store.open(pool, SCHEMA).close();
      execute(pool, "update hera.hera_schema set version = " + (JooqStore.SCHEMA_VERSION + 1));
      assertLeft(pool, "newer Hera");
    }
  }

  @Test
  void refuses_a_schema_that_this_process_has_open() {
    try (HikariDataSource pool = AppSources.pool(database());
        H2Store store = H2Store.open(pool, SCHEMA)) {
      assertRefused(pool, "this process has it open");
      pool.setMaximumPoolSize(20);
      try (H2Store other = H2Store.open(pool, "other")) {
        assertThat(takeId(other)).isEqualTo(1);
      }
      assertThat(takeId(store)).isEqualTo(1);
    }
  }

  @Test
  void a_schema_whose_making_broke_off_is_made() throws Exception {
    try (HikariDataSource pool = AppSources.pool(database())) {
      execute(pool, "create schema hera");
      execute(pool, SchemaVersion.create("hera."));
      execute(
          pool,
          "create table hera.counters (kind varchar not null primary key, next_id bigint not null)");
      try (H2Store store = H2Store.open(pool, SCHEMA)) {
        assertThat(takeId(store)).isEqualTo(1);
      }
    }
  }

  @Test
  void a_database_that_h2_closed_is_opened_again_by_the_source() throws Exception {
    try (HikariDataSource pool = AppSources.pool(database());
        H2Store store = H2Store.open(pool, SCHEMA)) {
      assertThat(takeId(store)).isEqualTo(1);
      assertThatThrownBy(() -> execute(pool, "shutdown immediately"))
          .as("even the end of a connection fails then")
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> takeId(store))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("try again");
      pool.getHikariPoolMXBean().softEvictConnections();
      assertThat(takeId(store)).isEqualTo(2);
      assertThat(read(store)).isZero();
    }
  }

  /** Refused, with the same tables as before. */
  private static void assertLeft(HikariDataSource pool, String... why) throws SQLException {
    String tables =
        "select listagg(table_schema || '.' || table_name, ' ') within group (order by 1)"
            + " from information_schema.tables where table_schema <> 'INFORMATION_SCHEMA'";
    String before = one(pool, tables);
    assertRefused(pool, why);
    assertThat(one(pool, tables)).isEqualTo(before);
  }

  private static void assertRefused(DataSource source, String... why) {
    assertThatThrownBy(() -> H2Store.open(source, SCHEMA))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContainingAll(why);
  }

  private static long takeId(H2Store store) {
    return store.write(tx -> tx.takeIds(IdKind.TASK, 1));
  }

  private static int read(H2Store store) {
    return store.read(tx -> tx.orchestrators().listActive().size());
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(DataSource source, String query) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
