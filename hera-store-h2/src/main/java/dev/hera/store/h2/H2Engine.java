package dev.hera.store.h2;

import dev.hera.store.jooq.FileCopy;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.Statements;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jooq.SQLDialect;

/**
 * What is particular to H2: its connections, its errors, and where it keeps the schema's version.
 */
record H2Engine(Database database, DataSource writer, DataSource readers) implements SqlDatabase {
  /** One snapshot of all tables; H2's REPEATABLE READ takes one for each table. */
  private static final String SNAPSHOT =
      ";INIT=set session characteristics as transaction isolation level snapshot";

  static H2Engine of(Database database) {
    return of(database, database.connections(""));
  }

  /** With a writing connection of this source. */
  static H2Engine of(Database database, DataSource writing) {
    return new H2Engine(database, writing, database.connections(SNAPSHOT));
  }

  @Override
  public String name() {
    return database.name();
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.H2;
  }

  /** A database is open in one store only, and its readers do not write. */
  @Override
  public long foreignCommits(Statements writer) {
    return 0;
  }

  /** H2 lets others see what a transaction did, and then writes it to the file. */
  @Override
  public boolean showsCommitsEarly() {
    return true;
  }

  @Override
  public void checkPlace() {
    database.checkPlace();
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

  @Override
  public void backUp(int version) throws SQLException {
    FileCopy.make(
        readers, database.sibling("-schema-" + version + ".backup.zip"), H2Engine::copyInto);
  }

  /** The copy is a zip file with the database's file in it. */
  private static void copyInto(Connection connection, Path copy) throws SQLException, IOException {
    OwnerOnly.create(copy);
    try (Statement statement = connection.createStatement()) {
      statement.execute("backup to '" + copy.toString().replace("'", "''") + "'");
    }
  }
}
