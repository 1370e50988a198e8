package dev.hera.store.tck.fault;

import dev.hera.memory.Journal;
import dev.hera.memory.RowKind;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal that passes a point with each commit, before the journal behind it does anything.
 *
 * @param beforeCommit may wait, and may throw
 */
public record CommitPointJournal(Journal journal, Runnable beforeCommit) implements Journal {
  @Override
  public void load(RowKind kind, Consumer<Record> rows) {
    journal.load(kind, rows);
  }

  @Override
  public void append(List<Change> changes) {
    beforeCommit.run();
    journal.append(changes);
  }

  @Override
  public void close() {
    journal.close();
  }
}
