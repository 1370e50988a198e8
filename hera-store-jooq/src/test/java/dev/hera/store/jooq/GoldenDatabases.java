package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.HOSTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.tables.DefaultSchema;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.scenario.GoldenStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The databases that released versions left, and how they were filled. */
abstract class GoldenDatabases {
  /** The version whose launches and tasks name a host. */
  private static final int HOSTS_SINCE = 6;

  @TempDir protected Path directory;
  List<String> golden;

  /** An open database, as a store would have it when it is about to migrate. */
  public interface Place extends AutoCloseable {
    SqlDatabase engine();

    @Override
    void close();
  }

  /**
   * The database in this directory, which its test has put there.
   *
   * @param writing what the source of the writing connections is to be replaced by
   */
  protected abstract Place open(Path place, UnaryOperator<DataSource> writing);

  /** The resources of the golden databases, with the names that they have in a directory. */
  protected abstract String goldenDatabase(int version);

  /** The name of the one file that is the database. */
  protected abstract String file();

  /** The name of the copy that is laid aside from version 1. */
  protected abstract String backUp();

  /** Makes a database in a directory of a copy that was laid aside. */
  protected abstract void restore(Path copy, Path place) throws IOException, SQLException;

  @BeforeEach
  final void readGolden() throws IOException {
    golden = goldenLines(1);
    copyGolden(1, directory);
  }

  static void assertWhole(JooqStore store, List<String> golden) {
    HeraInvariants.of(store).assertHold();
    assertThat(GoldenStore.read(store)).isEqualTo(golden);
    for (var table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      if (!table.equals(HOSTS) || golden.stream().anyMatch(line -> line.startsWith("Host["))) {
        assertThat(store.<Integer>useWriter(connection -> count(connection, table.getName())))
            .as("rows of %s", table)
            .isPositive();
      }
    }
  }

  static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  final void copyGolden(int version, Path place) throws IOException {
    try (var stream = getClass().getResourceAsStream(goldenDatabase(version))) {
      Files.copy(stream, place.resolve(file()));
    }
  }

  final List<String> goldenLines(int version) throws IOException {
    try (var stream = getClass().getResourceAsStream("/golden-" + version + ".txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> version < HOSTS_SINCE ? withoutHost(line) : line)
          .toList();
    }
  }

  /** What was written before there were hosts belongs to none. */
  private static String withoutHost(String line) {
    if (line.startsWith("Launch[")) {
      return line.replaceFirst(", due=", ", host=null, due=");
    }
    return line.startsWith("Task[") ? line.substring(0, line.length() - 1) + ", host=null]" : line;
  }
}
