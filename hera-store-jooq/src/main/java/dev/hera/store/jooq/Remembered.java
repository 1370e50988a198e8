package dev.hera.store.jooq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What kept queries gave since the transaction began. A verb asks for the same rows several times,
 * and the verbs of one commit for rows of the same orchestrator. Nobody else changes what a
 * transaction sees, so an answer holds until this transaction writes to its table.
 */
final class Remembered {
  private static final int MOST = 1_000;

  private final Map<Table<?>, Map<Question, List<?>>> answers = new HashMap<>();
  private int size;

  @SuppressWarnings("unchecked") // the answers to a question are of its query's type
  <R extends Record> @Nullable List<R> find(Kept<R> query, List<Object> values) {
    Map<Question, List<?>> ofTable = answers.get(query.table());
    return ofTable == null ? null : (List<R>) ofTable.get(new Question(query, values));
  }

  <R extends Record> void put(Kept<R> query, List<Object> values, List<R> answer) {
    if (++size > MOST) {
      forgetAll();
    }
    answers
        .computeIfAbsent(query.table(), table -> new HashMap<>())
        .put(new Question(query, values), answer);
  }

  void forget(Table<?> table) {
    answers.remove(table);
  }

  void forgetAll() {
    answers.clear();
    size = 0;
  }

  private record Question(Kept<?> query, List<Object> values) {}
}
