package dev.hera.store.h2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hera.store.jooq.JooqStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jooq.SQLDialect;

/** What is particular to H2: its pools, its errors, and where it keeps the schema's version. */
record H2Engine(Database database, HikariDataSource writer, HikariDataSource readers)
    implements JooqStore.Engine {
  private static final int MOST_READERS = 8;

  /** One snapshot of all tables; H2's REPEATABLE READ takes one for each table. */
  private static final String SNAPSHOT =
      "set session characteristics as transaction isolation level snapshot";

  static H2Engine of(Database database) {
    return of(database, database.connections());
  }

  /** With a writing connection of this source. */
  static H2Engine of(Database database, DataSource writing) {
    HikariConfig readers = config("hera-readers", MOST_READERS, database.connections());
    readers.setConnectionInitSql(SNAPSHOT);
    return new H2Engine(
        database,
        new HikariDataSource(config("hera-writer", 1, writing)),
        new HikariDataSource(readers));
  }

  private static HikariConfig config(String name, int most, DataSource connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(connections);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setIdleTimeout(0);
    config.setMaxLifetime(0);
    return config;
  }

  @Override
  public String name() {
    return database.name();
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.H2;
  }

  @Override
  public boolean isUniqueness(SQLException e) {
    return e.getErrorCode() == ErrorCode.DUPLICATE_KEY_1;
  }

  @Override
  public boolean isForeignKey(SQLException e) {
    return e.getErrorCode() == ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_PARENT_MISSING_1
        || e.getErrorCode() == ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_CHILD_EXISTS_1;
  }

  @Override
  public int version(Connection connection) throws SQLException {
    return SchemaVersion.of(connection);
  }

  @Override
  public void putVersion(Connection connection, int version) throws SQLException {
    SchemaVersion.put(connection, version);
  }

  /** Leaves a zip file beside the database, named after the version that it has. */
  @Override
  public void backUp(Connection connection, int version) throws SQLException {
    Path copy = database.sibling("-schema-" + version + ".backup.zip");
    try {
      Files.deleteIfExists(copy);
      OwnerOnly.create(copy);
    } catch (IOException e) {
      throw new SQLException("the copy " + copy + " cannot be written", e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("backup to '" + copy.toString().replace("'", "''") + "'");
    }
  }
}
