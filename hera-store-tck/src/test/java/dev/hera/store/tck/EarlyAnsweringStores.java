package dev.hera.store.tck;

import dev.hera.role.Orchestrator;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.BrokenStores.Around;
import dev.hera.store.tck.fault.KilledWriter;
import dev.hera.store.tck.row.RowFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Stores that answer a write before they commit it, and one that does not. */
final class EarlyAnsweringStores {
  private EarlyAnsweringStores() {}

  /** Commits a write when the next one comes. */
  static final class CommitsLater extends Around {
    private final AtomicReference<Function<Transaction, ?>> answered = new AtomicReference<>();

    /** Takes back what gave the answer. */
    private static final class NotYet extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    @Override
    public synchronized <T> T write(Function<Transaction, T> work) {
      Function<Transaction, ?> before = answered.getAndSet(null);
      if (before != null) {
        super.write(before);
      }
      AtomicReference<T> answer = new AtomicReference<>();
      try {
        return super.write(
            tx -> {
              answer.set(work.apply(tx));
              throw new NotYet();
            });
      } catch (NotYet notYet) {
        answered.set(work);
        return answer.get();
      }
    }
  }

  /**
   * Keeps the names of the active orchestrators in a file, each with one role: no more than a
   * {@link KilledWriter} asks for.
   */
  static final class Names extends Around {
    private final Path file;
    private final List<String> unwritten = new ArrayList<>();
    private final int atATime;

    /**
     * @param atATime how many names it writes at a time; only with 1 before it answers
     */
    Names(Path file, int atATime) {
      this.file = file;
      this.atATime = atATime;
      names().forEach(name -> super.write(tx -> RowFixtures.team(tx, name, 1)));
    }

    private List<String> names() {
      try {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void append(List<String> names) {
      try {
        Files.write(file, names, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized <T> T write(Function<Transaction, T> work) {
      T answer = super.write(work);
      List<Orchestrator> all = read(tx -> tx.orchestrators().listActive());
      unwritten.add(all.get(all.size() - 1).name());
      if (unwritten.size() >= atATime) {
        append(unwritten);
        unwritten.clear();
      }
      return answer;
    }
  }
}
