package dev.hera.store.jooq;

import dev.hera.store.jooq.sql.NewestSchema;
import dev.hera.store.jooq.sql.SqlDatabase;
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
import java.util.stream.IntStream;

/**
 * Brings a database forward to the newest version, one step for each version. A step is a script
 * {@code schema-<version>.sql} whose statements can be repeated, because some databases commit with
 * each of them.
 *
 * <p>Before the first step on a database that is not new a copy of it is laid aside, where it is in
 * files of the store's own.
 */
final class Migrator {
  /** The steps to the version of this Hera. */
  static final List<List<String>> STEPS =
      IntStream.rangeClosed(1, JooqStore.SCHEMA_VERSION).mapToObj(Migrator::script).toList();

  private final SqlDatabase engine;
  private final List<List<String>> steps;

  /**
   * @param steps the statements that lead to version 1, to version 2, and so on
   */
  Migrator(SqlDatabase engine, List<List<String>> steps) {
    this.engine = engine;
    this.steps = steps;
  }

  /** Migrates and gives the version that the database had. */
  int migrate(Connection connection) throws SQLException {
    int found = engine.version(connection);
    NewestSchema.check(engine.name(), found, steps.size());
    if (found < steps.size()) {
      engine.beginMigration(connection);
      boolean done = false;
      try {
        takeSteps(connection);
        done = true;
      } finally {
        if (!done) {
          connection.rollback();
        }
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
    NewestSchema.check(engine.name(), found, steps.size());
    if (found > 0 && found < steps.size()) {
      engine.backUp(found);
    }
    for (int version = found + 1; version <= steps.size(); version++) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : steps.get(version - 1)) {
          statement.execute(engine.translate(sql));
        }
        for (String sql : engine.ownStep(version)) {
          statement.execute(sql);
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
