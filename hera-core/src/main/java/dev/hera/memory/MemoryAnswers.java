package dev.hera.memory;

import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import dev.hera.spi.Answers;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored answers of one transaction. */
final class MemoryAnswers implements Answers {
  private final MemoryTransaction transaction;

  MemoryAnswers(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Answer answer) {
    transaction.writing().answers.all.insert(answer);
  }

  @Override
  public Optional<Answer> find(@Nullable RoleId role, String verb, String key) {
    return transaction.reading().answers.all.find(new Call(role, verb, key));
  }

  @Override
  public void delete(@Nullable RoleId role, String verb, String key) {
    Call call = new Call(role, verb, key);
    Rows rows = transaction.writing().answers;
    if (rows.all.find(call).isPresent()) {
      rows.all.delete(call);
    }
  }

  @Override
  public void deleteBefore(Instant instant) {
    Rows rows = transaction.writing().answers;
    rows.byCreated.listBefore(instant).forEach(answer -> rows.all.delete(Call.of(answer)));
  }

  private record Call(@Nullable RoleId role, String verb, String key) implements Comparable<Call> {
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

  static final class Rows {
    private final MemoryTable<Call, Answer> all;
    private final Index<Instant, Call, Answer> byCreated;

    Rows(Undo undo) {
      all = new MemoryTable<>("answer", Call::of, undo);
      byCreated = all.index(Answer::created);
    }
  }
}
