package dev.hera.store.postgres;

import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.tables.DefaultSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The schemas of a server. Those that are over are emptied and used again, which takes less time
 * than to make new ones.
 */
final class Schemas {
  private static final int SMALL = 1_000_000;

  private final String url;

  /** Begins the names of this process, which may not be the only one that uses the server. */
  private final String prefix = "s" + ProcessHandle.current().pid() + "_";

  private final Map<String, BooleanSupplier> taken = new HashMap<>();
  private int made;

  Schemas(String url) {
    this.url = url;
  }

  /** An empty schema, until it is over. */
  synchronized String take(BooleanSupplier isOver) {
    String name = free();
    taken.put(name, isOver);
    return name;
  }

  private String free() {
    List<String> left = new ArrayList<>(taken.keySet());
    left.removeIf(name -> !taken.get(name).getAsBoolean());
    for (String name : left) {
      taken.remove(name);
      if (isEmptied(name)) {
        return name;
      }
    }
    return prefix + ++made;
  }

  private boolean isEmptied(String name) {
    String delete =
        DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
            .map(table -> "delete from " + name + "." + table.getName())
            .collect(Collectors.joining(";"));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      if (new Schema("", name).version(connection) != JooqStore.SCHEMA_VERSION
          || isLarge(statement, name)) {
        return false;
      }
      statement.execute("set lock_timeout = '10s'");
      statement.execute("set session_replication_role = replica"); // foreign keys are not looked at
      statement.execute(delete + "; update " + name + ".hera_store set writer = 0");
      return true;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isLarge(Statement statement, String name) throws SQLException {
    String large =
        "select exists (select 1 from pg_class where relnamespace = '%s'::regnamespace"
            + " and relkind = 'r' and pg_total_relation_size(oid) > %d)";
    try (ResultSet row = statement.executeQuery(large.formatted(name, SMALL))) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
