package dev.hera.store.jooq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Brings a database forward to the version of this Hera, one step for each version. A step is a
 * script {@code schema-<version>.sql} whose statements can be repeated, because some databases
 * commit with each of them.
 */
final class Migrator {
  private final JooqStore.Engine engine;

  Migrator(JooqStore.Engine engine) {
    this.engine = engine;
  }

  /** Migrates and gives the version that the database had. */
  int migrate(Connection connection) throws SQLException {
    int found = engine.version(connection);
    JooqStore.checkVersion(engine.name(), found);
    if (found < JooqStore.SCHEMA_VERSION) {
      if (found > 0) {
        engine.backUp(connection, found);
      }
      connection.setAutoCommit(false);
      try {
        takeSteps(connection);
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
    return found;
  }

  /**
   * Takes the missing steps; reads the version again, because another process may have come first.
   */
  private void takeSteps(Connection connection) throws SQLException {
    int found = engine.version(connection);
    JooqStore.checkVersion(engine.name(), found);
    for (int version = found + 1; version <= JooqStore.SCHEMA_VERSION; version++) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : script(version)) {
          statement.execute(engine.translate(sql));
        }
      }
      engine.putVersion(connection, version);
    }
  }

  private static List<String> script(int version) {
    String name = "schema-" + version + ".sql";
    try (InputStream stream = Migrator.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.replaceAll("(?m)^--.*$", "").split(";"))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
