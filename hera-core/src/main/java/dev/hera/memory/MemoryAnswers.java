package dev.hera.memory;

import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import dev.hera.spi.Answers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored answers of one transaction. */
final class MemoryAnswers extends MemoryRows<Journal.Call, Answer> implements Answers {
  private final Index<Instant, Journal.Call, Answer> byCreated;

  MemoryAnswers(ChangedState state) {
    super(state, RowKind.ANSWER, Journal.Call::of);
    byCreated = index(Answer::created);
  }

  @Override
  public void insert(Answer answer) {
    insert(List.of(answer));
  }

  @Override
  public Optional<Answer> find(@Nullable RoleId role, String verb, String key) {
    return find(new Journal.Call(role, verb, key));
  }

  @Override
  public void delete(@Nullable RoleId role, String verb, String key) {
    remove(new Journal.Call(role, verb, key));
  }

  @Override
  public void deleteBefore(Instant instant) {
    change(
        () ->
            byCreated
                .listWhile(created -> created.isBefore(instant))
                .forEach(answer -> remove(Journal.Call.of(answer))));
  }
}
