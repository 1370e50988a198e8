package dev.hera.call;

import dev.hera.error.IdempotencyConflictException;
import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import dev.hera.spi.Answers;
import dev.hera.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are kept for their idempotency keys, each for a day (V3). A call that goes on
 * after its transaction keeps what it left there, and later its outcome. Thread-safe.
 */
final class KeptAnswers {
  /** How long the answer to an idempotency key is kept (V3). */
  private static final Duration KEPT = Duration.ofHours(24);

  /** How often those that are older are deleted. */
  private static final Duration SWEPT = Duration.ofMinutes(1);

  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  /**
   * What an answer is kept under.
   *
   * @param role null when the key is that of a task
   */
  record AnswerKey(@Nullable RoleId role, String verb, String key) {
    AnswerKey outcome() {
      return new AnswerKey(role, verb + "/outcome", key);
    }
  }

  /** Deletes what is older than a day, now and then. */
  void sweep(UnitOfWork unit) {
    Instant due = nextSweep.get();
    if (!unit.now().isBefore(due) && nextSweep.compareAndSet(due, unit.now().plus(SWEPT))) {
      unit.tx().answers().deleteBefore(oldest(unit));
    }
  }

  static boolean isKept(UnitOfWork unit, AnswerKey answerKey) {
    return row(unit, answerKey).filter(answer -> !isOld(unit, answer)).isPresent();
  }

  /**
   * The first answer to this call; one that is too old is deleted.
   *
   * @throws IdempotencyConflictException when the key was used with other arguments, or the answer
   *     cannot be read
   */
  <T extends Record> Optional<VerbAnswer<T>> find(
      UnitOfWork unit, AnswerKey answerKey, Call call, Class<T> type) {
    Optional<Answer> first = row(unit, answerKey);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (isOld(unit, first.get())) {
      forget(unit, answerKey);
      return Optional.empty();
    }
    // Another version's fingerprint says nothing, so the answer comes first.
    VerbAnswer<T> answer = read(first.get(), call, type);
    if (!first.get().arguments().equals(AnswerText.fingerprint(call.arguments()))) {
      throw new IdempotencyConflictException(call.verb(), keyOf(call));
    }
    return Optional.of(answer);
  }

  /** The outcome of the call whose first answer is kept under this key. */
  <T extends Record> Optional<VerbAnswer<T>> findOutcome(
      UnitOfWork unit, AnswerKey answerKey, Call call, Class<T> type) {
    return row(unit, answerKey.outcome()).map(outcome -> read(outcome, call, type));
  }

  private static <T extends Record> VerbAnswer<T> read(Answer kept, Call call, Class<T> type) {
    return AnswerText.read(type, kept.answer())
        .orElseThrow(() -> IdempotencyConflictException.unreadable(call.verb(), keyOf(call)));
  }

  private static String keyOf(Call call) {
    return String.valueOf(call.key());
  }

  private static Optional<Answer> row(UnitOfWork unit, AnswerKey answerKey) {
    return unit.tx().answers().find(answerKey.role(), answerKey.verb(), answerKey.key());
  }

  private static boolean isOld(UnitOfWork unit, Answer answer) {
    return answer.created().isBefore(oldest(unit));
  }

  private static Instant oldest(UnitOfWork unit) {
    return unit.now().minus(KEPT);
  }

  /**
   * Keeps an answer where {@link #find} found none.
   *
   * @param begun when the call began
   */
  void keep(UnitOfWork unit, AnswerKey answerKey, Call call, VerbAnswer<?> answer, Instant begun) {
    unit.tx()
        .answers()
        .insert(
            new Answer(
                answerKey.role(),
                answerKey.verb(),
                answerKey.key(),
                AnswerText.fingerprint(call.arguments()),
                AnswerText.write(answer),
                begun));
  }

  void forget(UnitOfWork unit, AnswerKey answerKey) {
    delete(unit, answerKey);
    delete(unit, answerKey.outcome());
  }

  private static void delete(UnitOfWork unit, AnswerKey answerKey) {
    Answers answers = unit.tx().answers();
    answers.delete(answerKey.role(), answerKey.verb(), answerKey.key());
  }
}
