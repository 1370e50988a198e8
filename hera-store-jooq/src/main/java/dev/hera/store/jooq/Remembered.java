package dev.hera.store.jooq;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What kept queries gave on one connection. A verb asks for the same rows several times, and so do
 * the verbs of one worker after each other. An answer holds while nobody else commits, until this
 * connection writes to the table; a row that it writes itself is remembered as it was written.
 *
 * <p>Of each table the answers that were asked for last are remembered.
 */
final class Remembered {
  private static final int MOST = 500;

  /** A longer answer takes more room than asking again takes time. */
  private static final int MOST_ROWS = 100;

  private final Map<Table<?>, Answers> tables = new HashMap<>();

  @SuppressWarnings("unchecked") // the answers to a question are of its query's type
  <R extends Record> @Nullable List<R> find(Kept<R> query, List<Object> values) {
    Answers answers = tables.get(query.table());
    if (answers == null) {
      return null;
    }
    return (List<R>)
        (query.isByKey()
            ? answers.rows.get(values)
            : answers.others.get(new Question(query, values)));
  }

  <R extends Record> void put(Kept<R> query, List<Object> values, List<R> answer) {
    if (answer.size() > MOST_ROWS || (query.isByKey() && answer.isEmpty())) {
      return;
    }
    Answers answers = tables.computeIfAbsent(query.table(), table -> new Answers());
    if (query.isByKey()) {
      answers.rows.put(values, answer);
    } else {
      answers.others.put(new Question(query, values), answer);
    }
  }

  /** The row with this key is now this one. */
  void put(Table<?> table, List<Object> key, Record row) {
    tables.computeIfAbsent(table, each -> new Answers()).rows.put(key, List.of(row));
  }

  /** The row with this key, when it is remembered and there is one. */
  @Nullable Record row(Table<?> table, List<Object> key) {
    Answers answers = tables.get(table);
    List<?> row = answers == null ? null : answers.rows.get(key);
    return row == null || row.isEmpty() ? null : (Record) row.get(0);
  }

  /** Because the row with this key is written. */
  void forget(Table<?> table, List<Object> key) {
    Answers answers = tables.get(table);
    if (answers != null) {
      answers.rows.remove(key);
      answers.others.clear();
    }
  }

  /** Because rows are added, none of which can be remembered by its key: only what is there is. */
  void forgetLists(Table<?> table) {
    Answers answers = tables.get(table);
    if (answers != null) {
      answers.others.clear();
    }
  }

  /** Because any rows of the table are written. */
  void forget(Table<?> table) {
    tables.remove(table);
  }

  void forgetAll() {
    tables.clear();
  }

  private static final class Answers {
    final Map<List<Object>, List<?>> rows = new Latest<>();
    final Map<Question, List<?>> others = new Latest<>();
  }

  private record Question(Kept<?> query, List<Object> values) {}

  private static final class Latest<K> extends LinkedHashMap<K, List<?>> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, List<?>> eldest) {
      return size() > MOST;
    }
  }
}
