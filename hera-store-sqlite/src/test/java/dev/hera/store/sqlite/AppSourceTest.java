package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.sqlite.SqliteStore.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** What an application's own source of connections is asked for, and what becomes of it. */
@Timeout(60)
class AppSourceTest {
  /** What the store sets, at values that nobody has by chance. */
  private static final Map<String, String> UNUSUAL =
      new TreeMap<>(
          Map.of(
              "busy_timeout", "77",
              "synchronous", "0",
              "foreign_keys", "0",
              "read_uncommitted", "1",
              "query_only", "0",
              "temp_store", "1"));

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  @Test
  void what_is_not_given_is_named() {
    assertThatThrownBy(() -> SqliteStore.open((DataSource) null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("connections: ");
    assertThatThrownBy(() -> SqliteStore.open(AppSources.pool(file()), null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("durability: ");
  }

  @Test
  void a_pool_stays_open_and_what_was_written_is_there_in_each_later_life() {
    try (HikariDataSource pool = AppSources.pool(file())) {
      for (int life = 1; life <= 3; life++) {
        try (SqliteStore store = SqliteStore.open(pool)) {
          assertThat(store.<Long>write(SqliteRows::insertNext)).isEqualTo(life);
          assertThat(names(store)).isEqualTo(life);
        }
        assertThat(pool.isClosed()).isFalse();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
    }
    try (SqliteStore own = SqliteStore.open(file())) {
      assertThat(names(own)).isEqualTo(3);
    }
  }

  @Test
  void each_connection_is_given_back_as_it_came() throws SQLException {
    List<Connection> lent = new ArrayList<>();
    try (HikariDataSource pool = AppSources.pool(file())) {
      pool.setConnectionInitSql("pragma busy_timeout = 77");
      DataSource source = watched(pool, lent);
      try (SqliteStore store = SqliteStore.open(source)) {
        store.write(SqliteRows::insertNext);
        assertThat(names(store)).isEqualTo(1);
        assertThatThrownBy(() -> store.write(AppSourceTest::fails)).hasMessage("of the work");
      }
      assertThat(lent).hasSizeGreaterThan(3).allSatisfy(AppSourceTest::isUnusual);
      lent.forEach(AppSourceTest::close);
    }
  }

  private static long fails(Transaction transaction) {
    SqliteRows.insertNext(transaction);
    throw new IllegalStateException("of the work");
  }

  /** Lends each connection with unusual settings, and keeps it for the test when it comes back. */
  private static DataSource watched(DataSource source, List<Connection> lent) {
    return (DataSource)
        Proxy.newProxyInstance(
            AppSourceTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> kept(source.getConnection(), lent));
  }

  private static Connection kept(Connection connection, List<Connection> lent) throws SQLException {
    for (Map.Entry<String, String> setting : UNUSUAL.entrySet()) {
      execute(connection, "pragma " + setting.getKey() + " = " + setting.getValue());
    }
    SQLiteConnection driven = connection.unwrap(SQLiteConnection.class);
    driven.setCurrentTransactionMode(TransactionMode.EXCLUSIVE);
    return (Connection)
        Proxy.newProxyInstance(
            AppSourceTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              if (method.getName().equals("close")) {
                lent.add(connection);
                return null;
              }
              return method.invoke(connection, arguments);
            });
  }

  private static void isUnusual(Connection connection) throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : UNUSUAL.keySet()) {
      settings.put(name, Connections.pragma(connection, name));
    }
    assertThat(settings).isEqualTo(UNUSUAL);
    assertThat(connection.getAutoCommit()).isTrue();
    SQLiteConnection driven = connection.unwrap(SQLiteConnection.class);
    assertThat(driven.getCurrentTransactionMode()).isEqualTo(TransactionMode.EXCLUSIVE);
    assertThat(driven.getConnectionConfig().isGetGeneratedKeys()).isTrue();
  }

  @Test
  void what_the_promise_needs_is_set_whatever_the_source_sets() {
    try (HikariDataSource pool = AppSources.pool(file())) {
      pool.addDataSourceProperty("synchronous", "OFF");
      pool.addDataSourceProperty("foreign_keys", "false");
      try (SqliteStore store = SqliteStore.open(pool)) {
        assertThat(Modes.of(store))
            .isEqualTo(Map.of("journal_mode", "wal", "synchronous", "2", "foreign_keys", "1"));
      }
      try (SqliteStore store = SqliteStore.open(pool, Durability.KILLED_PROCESS)) {
        assertThat(store.setting("synchronous")).isEqualTo("1");
      }
    }
  }

  @Test
  void a_store_that_opened_the_file_itself_sees_what_one_on_a_source_commits() {
    try (HikariDataSource pool = AppSources.pool(file());
        SqliteStore store = SqliteStore.open(pool);
        SqliteStore own = SqliteStore.open(file())) {
      for (int i = 1; i <= 5; i++) {
        assertThat(store.<Long>write(SqliteRows::insertNext)).isEqualTo(2L * i - 1);
        assertThat(own.<Long>write(SqliteRows::insertNext)).isEqualTo(2L * i);
        assertThat(names(store)).isEqualTo(names(own)).isEqualTo(2 * i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'jdbc:sqlite::memory:', in memory",
    "'jdbc:sqlite:', in memory",
    "'jdbc:sqlite:file:DIR/app.db?nolock=1', nolock=1; leave that out",
    "'jdbc:sqlite:file:DIR/app.db?cache=shared', cache=shared; leave that out",
    "'jdbc:sqlite:file:DIR/app.db?locking_mode=EXCLUSIVE', locking_mode=exclusive",
  })
  void refuses_connections_that_cannot_keep_the_promise(String url, String why) throws IOException {
    Files.createFile(file());
    try (HikariDataSource pool = AppSources.pool(url.replace("DIR", directory.toString()))) {
      assertRefused(pool, why);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
    assertThat(file()).isEmptyFile();
  }

  @Test
  void refuses_connections_that_only_read() throws IOException {
    Files.createFile(file());
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file());
    source.setReadOnly(true);
    assertLeft(source, "only read");
  }

  @Test
  void refuses_connections_that_do_not_commit_by_themselves() {
    try (HikariDataSource pool = AppSources.pool(file())) {
      pool.setAutoCommit(false);
      assertRefused(pool, "in autocommit mode");
    }
  }

  @Test
  void refuses_a_source_of_one_connection() throws SQLException {
    try (HikariDataSource pool = AppSources.pool(file())) {
      pool.setMaximumPoolSize(1);
      pool.setConnectionTimeout(250);
      assertRefused(pool, "no second connection", "at least ten");
    }
    try (Connection only = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      assertRefused(source(only), "the same connection to all", "at least ten");
    }
  }

  private static DataSource source(Connection only) {
    Object kept =
        Proxy.newProxyInstance(
            AppSourceTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(only, arguments));
    return (DataSource)
        Proxy.newProxyInstance(
            AppSourceTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> kept);
  }

  @Test
  void refuses_the_database_of_another_program_and_leaves_it_as_it_is() throws Exception {
    try (HikariDataSource pool = AppSources.pool(file())) {
      execute(pool, "create table tasks (title text)");
      assertLeft(pool, "of another program", "a file of its own");
    }
  }

  @Test
  void refuses_a_database_with_the_mark_of_another_program() throws Exception {
    try (HikariDataSource pool = AppSources.pool(file())) {
      execute(pool, "pragma application_id = 7");
      assertLeft(pool, "of another program");
    }
  }

  @Test
  void refuses_the_database_of_a_newer_hera_and_leaves_it_as_it_is() throws Exception {
    SqliteStore.open(file()).close();
    try (HikariDataSource pool = AppSources.pool(file())) {
      execute(pool, "pragma user_version = " + (JooqStore.SCHEMA_VERSION + 1));
      execute(pool, "pragma journal_mode = delete");
      assertLeft(pool, "newer");
    }
  }

  @Test
  void refuses_a_database_that_cannot_be_brought_into_wal_mode() throws Exception {
    SqliteStore.open(file()).close();
    try (HikariDataSource pool = AppSources.pool(file())) {
      execute(pool, "pragma journal_mode = delete");
      Map<String, byte[]> before = files();
      try (Connection reading = pool.getConnection();
          Statement statement = reading.createStatement()) {
        statement.execute("begin");
        statement.executeQuery("select count(*) from counters").close();
        assertRefused(pool, "not in WAL mode", "pragma journal_mode = wal");
        statement.execute("rollback");
      }
      assertSame(before);
      try (SqliteStore store = SqliteStore.open(pool)) {
        assertThat(store.setting("journal_mode")).isEqualTo("wal");
      }
    }
  }

  @Test
  void refuses_connections_of_another_driver() {
    DataSource other =
        (DataSource)
            Proxy.newProxyInstance(
                AppSourceTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) ->
                    Proxy.newProxyInstance(
                        AppSourceTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (connection, asked, values) ->
                            switch (asked.getName()) {
                              case "getAutoCommit" -> true;
                              case "isWrapperFor" -> false;
                              default -> null;
                            }));
    assertRefused(other, "org.sqlite.SQLiteConnection");
  }

  /** Refused, with no byte of the file changed and none beside it. */
  private void assertLeft(DataSource source, String... why) throws IOException {
    Map<String, byte[]> before = files();
    assertRefused(source, why);
    assertSame(before);
  }

  private void assertSame(Map<String, byte[]> before) throws IOException {
    Map<String, byte[]> after = files();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
  }

  private Map<String, byte[]> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Map<String, byte[]> contents = new TreeMap<>();
      files.forEach(each -> contents.put(each.getFileName().toString(), bytes(each)));
      return contents;
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertRefused(DataSource source, String... why) {
    assertThatThrownBy(() -> SqliteStore.open(source))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContainingAll(why);
  }

  private static int names(SqliteStore store) {
    return store.read(tx -> tx.orchestrators().listActive().size());
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
