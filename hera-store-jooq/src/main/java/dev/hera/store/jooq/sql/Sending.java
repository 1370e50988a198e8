package dev.hera.store.jooq.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is written to the database. Where that takes several statements as one, those that
 * write few rows, as of a lone unit of work, go together in one round trip, which else takes longer
 * than each of them; and they stay prepared together, since the same ones come again.
 */
final class Sending {
  /** With more executions, a round trip for each statement is little beside them. */
  private static final int MOST_TOGETHER = 16;

  private static final int MOST_KEPT = 64;

  private final Statements statements;
  private final boolean together;

  /** What was sent together last. */
  private final Map<String, PreparedStatement> joined = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param together whether the database takes several statements as one
   */
  Sending(Statements statements, boolean together) {
    this.statements = statements;
    this.together = together;
  }

  /**
   * Writes rows, and executes a statement that gives rows of no account.
   *
   * @param last null for none
   */
  void send(List<RowWrite> writes, @Nullable String last) throws SQLException {
    int trips = writes.size() + (last == null ? 0 : 1);
    if (together && trips > 1 && executions(writes) <= MOST_TOGETHER) {
      execute(joined(text(writes, last)), writes);
    } else {
      for (RowWrite write : writes) {
        write.execute(statements);
      }
      if (last != null) {
        statements.of(last).execute();
      }
    }
  }

  private static int executions(List<RowWrite> writes) {
    return writes.stream().mapToInt(RowWrite::executions).sum();
  }

  private static String text(List<RowWrite> writes, @Nullable String last) {
    return Stream.concat(
            writes.stream()
                .flatMap(
                    write -> Collections.nCopies(write.executions(), write.text().sql()).stream()),
            Stream.ofNullable(last))
        .collect(Collectors.joining("; "));
  }

  private PreparedStatement joined(String text) throws SQLException {
    PreparedStatement known = joined.get(text);
    if (known != null) {
      return known;
    }
    if (joined.size() == MOST_KEPT) {
      Iterator<PreparedStatement> all = joined.values().iterator();
      all.next().close();
      all.remove();
    }
    PreparedStatement prepared = statements.connection().prepareStatement(text);
    joined.put(text, prepared);
    return prepared;
  }

  private static void execute(PreparedStatement statement, List<RowWrite> writes)
      throws SQLException {
    int parameters = 0;
    for (RowWrite write : writes) {
      parameters = write.bind(statement, parameters);
    }
    boolean rows = statement.execute();
    for (RowWrite write : writes) {
      for (int i = 0; i < write.executions(); i++) {
        if (rows) {
          throw new SQLException(
              "the rows of " + write.text().table() + " were asked for instead of written");
        }
        write.requireWritten(statement.getUpdateCount());
        rows = statement.getMoreResults();
      }
    }
  }
}
