package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.plan.Plan;
import dev.hera.store.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The host on a PostgreSQL server. */
@Timeout(180)
class PostgresTest {
  private static EmbeddedPostgres server;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** The address without who connects, which the environment says. */
  private static String address(String schema) {
    return "postgres://localhost:" + server.getPort() + "/postgres?currentSchema=" + schema;
  }

  private HeraProcess hera(String... arguments) throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
    return HeraProcess.start(
        directory,
        Map.of(
            "HOME",
            directory.toString(),
            "HERA_POSTGRES_USER",
            "postgres",
            "HERA_POSTGRES_PASSWORD_FILE",
            password.toString()),
        List.of(),
        List.of(arguments));
  }

  @Test
  void the_demonstration_completes() throws Exception {
    try (HeraProcess demo = hera("demo", "--store", address("demo"))) {
      assertThat(demo.exitCode()).isZero();
      assertThat(demo.output()).last().asString().startsWith("Complete");
      assertThat(demo.errors()).isEmpty();
    }
  }

  @Test
  void a_store_is_moved_there_and_back() throws Exception {
    StoreAddress old = new StoreAddress(StoreAddress.Kind.SQLITE, directory.resolve("old.db"));
    StoreAddress back = new StoreAddress(StoreAddress.Kind.H2, directory.resolve("back"));
    try (Hera hera = Hera.builder(old.open()).build()) {
      Coordinator lead = hera.newOrchestrator("shop", "lead");
      lead.submit(Plan.builder().node("a", "Do a").node("b", "Do b").after("a").build());
    }
    for (String[] way :
        new String[][] {{old.toString(), address("moved")}, {address("moved"), back.toString()}}) {
      try (HeraProcess copy = hera("copy", "--from", way[0], "--to", way[1])) {
        assertThat(copy.errors()).isEmpty();
        assertThat(copy.exitCode()).isZero();
        assertThat(copy.output()).anyMatch(line -> line.contains("Copied and verified"));
      }
    }
    try (Hera before = Hera.builder(old.open()).build();
        Hera after = Hera.builder(back.open()).build()) {
      assertThat(after.overview().orchestrators()).isEqualTo(before.overview().orchestrators());
    }
  }

  private static int versionOf(String schema) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select version from " + schema + ".hera_store")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void a_plan_without_a_host_is_read_as_it_is_and_makes_and_migrates_nothing() throws Exception {
    String url = server.getJdbcUrl("postgres", "postgres") + "&currentSchema=older";
    try (Hera hera = Hera.builder(PostgresStore.open(url, "postgres", "s3cret")).build()) {
      hera.newOrchestrator("shop", "lead");
    }
    String[] plan = {"plan", "--state", directory.toString(), "--store", address("older")};
    try (HeraProcess shown = hera(plan)) {
      assertThat(shown.output()).anyMatch(line -> line.startsWith("shop: no nodes"));
      assertThat(shown.exitCode()).isZero();
    }
    execute("update older.hera_store set version = 7");
    try (HeraProcess refused = hera(plan)) {
      assertThat(refused.errors()).singleElement().asString().contains("schema version 7");
      assertThat(refused.exitCode()).isEqualTo(3);
    }
    assertThat(versionOf("older")).isEqualTo(7);
    plan[4] = address("nothing");
    try (HeraProcess refused = hera(plan)) {
      assertThat(refused.errors()).singleElement().asString().contains("no tables of Hera's");
      assertThat(refused.exitCode()).isEqualTo(3);
    }
    execute("create schema nothing"); // nobody made it before
    assertThat(directory.toFile().list()).containsExactly("password");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
