package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.StoreCopy;
import dev.hera.store.tck.scenario.GoldenStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PostgresStoreTest {
  @TempDir Path directory;

  @Test
  void refuses_what_is_no_url_and_no_schema() {
    assertThatThrownBy(() -> PostgresStore.open("jdbc:mysql://here/hera", new Properties()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://host/database");
    for (String schema : new String[] {"", "Hera", "a b", "a;b", "a\"", "1a"}) {
      assertThatThrownBy(() -> PostgresStore.open(new HikariDataSource(), schema))
          .isInstanceOf(InvalidArgumentException.class)
          .hasMessageContaining("small letters");
    }
  }

  @Test
  void a_schema_with_tables_of_another_program_is_left_as_it_is() throws SQLException {
    String schema = "of_another_program";
    execute("create schema " + schema);
    execute("create table " + schema + ".tasks (title text)");
    assertThatThrownBy(() -> PostgresStore.open(TestServer.url(schema), new Properties()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("tables of another program");
    assertThat(one("select count(*) from pg_tables where schemaname = '" + schema + "'"))
        .isEqualTo("1");
  }

  @Test
  void a_server_that_cannot_be_reached_is_named_without_the_password() {
    assertThatThrownBy(
            () -> PostgresStore.open("jdbc:postgresql://localhost:1/hera", "me", "s3cret"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("localhost/hera, schema hera")
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("s3cret"));
  }

  @Test
  void the_source_of_an_app_stays_open_and_gets_its_connections_back_as_they_were()
      throws SQLException {
    try (HikariDataSource source = new HikariDataSource()) {
      source.setJdbcUrl(TestServer.url(directory).replaceFirst("&currentSchema=.*", ""));
      source.setMaximumPoolSize(10);
      for (int life = 1; life <= 3; life++) {
        try (HeraStore store = PostgresStore.open(source, TestServer.schema(directory))) {
          assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(life);
          assertThat(PostgresRows.names(store)).hasSize(life);
        }
        assertThat(source.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("show search_path")) {
        row.next();
        assertThat(row.getString(1)).contains("public");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  @Test
  void a_source_whose_connections_do_not_commit_by_themselves_serves_as_well() {
    try (HikariDataSource source = new HikariDataSource()) {
      source.setJdbcUrl(TestServer.url(directory).replaceFirst("&currentSchema=.*", ""));
      source.setAutoCommit(false);
      try (HeraStore store = PostgresStore.open(source, TestServer.schema(directory))) {
        store.write(PostgresRows::insertNext);
        assertThat(PostgresRows.names(store)).containsExactly("o1");
      }
    }
  }

  @Test
  void two_stores_see_what_the_other_one_wrote_and_take_no_id_twice() {
    try (HeraStore one = TestServer.open(directory);
        HeraStore other = TestServer.open(directory)) {
      for (int i = 1; i <= 10; i++) {
        assertThat(one.<Long>write(PostgresRows::insertNext)).isEqualTo(2L * i - 1);
        assertThat(one.<Integer>write(tx -> tx.orchestrators().listActive().size()))
            .isEqualTo(2 * i - 1);
        assertThat(other.<Long>write(PostgresRows::insertNext)).isEqualTo(2L * i);
        assertThat(other.<Integer>write(tx -> tx.orchestrators().listActive().size()))
            .isEqualTo(2 * i);
        assertThat(PostgresRows.names(one)).isEqualTo(PostgresRows.names(other)).hasSize(2 * i);
      }
    }
  }

  @Test
  void what_a_database_has_otherwise_by_default_does_not_matter() {
    String otherwise =
        "&options=-c%20default_transaction_isolation=serializable"
            + "%20-c%20default_transaction_read_only=on%20-c%20search_path=nowhere";
    for (int life = 1; life <= 2; life++) {
      try (PostgresStore store =
          PostgresStore.open(TestServer.url(directory) + otherwise, new Properties())) {
        assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(life);
        assertThat(PostgresRows.names(store)).hasSize(life);
      }
    }
  }

  @Test
  void a_copy_has_everything(@TempDir Path elsewhere) {
    try (PostgresStore from = TestServer.open(directory);
        PostgresStore to = TestServer.open(elsewhere)) {
      GoldenStore.fill(from);
      from.write(
          tx -> {
            PostgresRows.insert(tx, "nul \0 mark \1 both \1\0\0001");
            return true;
          });
      StoreCopy.copy(from, to, (table, rows) -> {});
      assertThat(GoldenStore.read(to)).isEqualTo(GoldenStore.read(from));
      assertThat(PostgresRows.names(to)).contains("nul \0 mark \1 both \1\0\0001");
    }
  }

  @Test
  void an_index_on_some_rows_serves_whatever_value_is_asked_for() throws SQLException {
    TestServer.open(directory).close();
    Map<String, String> questions =
        Map.of(
            "tasks_worktree", "text) as select * from tasks where worktree in ($1, 'b')",
            "launches_due", "bigint) as select * from launches where due <= $1",
            "launches_queue",
                "bigint) as select * from launches where queue is not null and due <= $1"
                    + " order by queue limit 1",
            "events_orchestrator", "bigint) as select * from events where orchestrator = $1",
            "events_bucket",
                "bigint) as select * from events where subject = $1 and bucket in (1, 2)");
    try (Connection connection = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_sort = off");
      for (Map.Entry<String, String> question : questions.entrySet()) {
        String name = "of_" + question.getKey();
        statement.execute("prepare " + name + "(" + question.getValue());
        assertThat(lines(statement, "explain execute " + name + "(1)")).contains(question.getKey());
      }
    }
  }

  private static String lines(Statement statement, String query) throws SQLException {
    StringBuilder lines = new StringBuilder();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        lines.append(rows.getString(1)).append('\n');
      }
    }
    return lines.toString();
  }

  private String one(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
