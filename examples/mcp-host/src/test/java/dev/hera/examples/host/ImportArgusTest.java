package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.spi.RoleFilter;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImportArgusTest {
  @TempDir Path directory;

  private Path argus() throws Exception {
    Path file = directory.resolve("data.sql");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table hera_orchestrators (id integer primary key, name text not null, created_at"
              + " text not null, archived_at text)");
      statement.execute(
          "create table hera_roles (id integer primary key, orchestrator_id integer, name text,"
              + " kind text, argus_project text, prompt text, created_at text)");
      statement.execute(
          "insert into hera_orchestrators values (5, 'shop', '2026-05-04T03:02:01Z', null)");
      statement.execute(
          "insert into hera_roles values (8, 5, 'näme', 'worker', '', 'do',"
              + " '2026-05-04T03:02:01Z')");
    }
    return file;
  }

  private HeraProcess hera(String... arguments) throws Exception {
    return HeraProcess.start(directory, Map.of(), List.of(), List.of(arguments));
  }

  private void refused(int code, String why, String... arguments) throws Exception {
    try (HeraProcess process = hera(arguments)) {
      assertThat(process.exitCode()).isEqualTo(code);
      assertThat(process.errors()).singleElement().asString().contains(why);
      assertThat(process.output()).isEmpty();
    }
  }

  @Test
  void imports_once_and_reports_what_it_did() throws Exception {
    String file = argus().toString();
    Path target = directory.resolve("hera.db");
    try (HeraProcess process = hera("import-argus", file, "--into", "sqlite:" + target)) {
      assertThat(process.exitCode()).isZero();
      assertThat(process.errors()).isEmpty();
      assertThat(String.join("\n", process.output()))
          .contains("orchestrators 1 of 1", "\"näme\" (now \"n-me\")", "Ready, 1: shop/n-me");
    }
    refused(2, "has orchestrators", "import-argus", file, "--into", "sqlite:" + target);
    try (SqliteStore store = SqliteStore.open(target)) {
      List<Role> roles =
          store.read(tx -> tx.roles().listActive(new OrchestratorId(1), RoleFilter.ALL));
      assertThat(roles).extracting(Role::name).containsExactly("n-me");
    }
  }

  @Test
  void refuses_what_it_cannot_read_or_write() throws Exception {
    String file = argus().toString();
    Path notes = Files.writeString(directory.resolve("notes.txt"), "remember the milk\n");
    String target = "sqlite:" + directory.resolve("hera.db");
    refused(2, "not a SQLite database", "import-argus", notes.toString(), "--into", target);
    refused(2, "is not a file", "import-argus", file + ".no", "--into", target);
    refused(2, "--into", "import-argus", file);
    refused(2, "--into needs sqlite:PATH", "import-argus", file, "--into", "h2:" + target);
    refused(2, "--into needs sqlite:PATH", "import-argus", file, "--into", "sqlite:");
    refused(3, "notes.txt", "import-argus", file, "--into", "sqlite:" + notes);
    assertThat(directory.resolve("hera.db")).doesNotExist();
    assertThat(notes).hasContent("remember the milk\n");
  }
}
