package dev.hera.memory;

import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a {@link MemoryStore} where they outlive the process: the whole of what a store
 * on an engine of one's own has to do, as long as the rows fit into memory. Its methods are called
 * by one thread at a time; a {@link dev.hera.spi.HeraStore} says what they may throw.
 */
public interface Journal {

  /** One that keeps nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public void load(RowKind kind, Consumer<Record> rows) {}

        @Override
        public void append(List<Change> changes) {}

        @Override
        public void close() {}
      };

  /** Gives every row of this kind that is kept; called for each kind when the store is opened. */
  void load(RowKind kind, Consumer<Record> rows);

  /**
   * Keeps the changes of one transaction, all of them or none, and returns when they are as durable
   * as the store promises; nobody sees them before. A row may be changed more than once, the last
   * time counts. When it throws, none of them may ever be loaded: a journal that cannot be sure of
   * that has to fail from then on, and let the next open decide.
   */
  void append(List<Change> changes);

  /** Frees everything; called once, when no transaction runs. */
  void close();

  /**
   * A row that was added, replaced or removed.
   *
   * @param key what tells the row from the others of its kind: a record, a text, a number or a
   *     constant of an enum, made of the same kinds of values as the rows
   * @param row null when it was removed
   */
  record Change(RowKind kind, Object key, @Nullable Record row) {}

  /** The caller, null when it had no role yet, and what it called an answer by: the key of it. */
  record Call(@Nullable RoleId role, String verb, String key) implements Comparable<Call> {
    private static final Comparator<Call> ORDER =
        Comparator.comparing(Call::role, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Call::verb)
            .thenComparing(Call::key);

    static Call of(Answer answer) {
      return new Call(answer.role(), answer.verb(), answer.key());
    }

    @Override
    public int compareTo(Call other) {
      return ORDER.compare(this, other);
    }
  }
}
