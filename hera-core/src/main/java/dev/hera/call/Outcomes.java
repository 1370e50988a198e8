package dev.hera.call;

import dev.hera.error.HeraException;
import dev.hera.role.RoleId;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.work.UnitsOfWork;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What became of calls that go on after their transaction, for those that repeat them (V3). */
final class Outcomes {
  private final UnitsOfWork units;
  private final KeptAnswers answers;
  private final Underway underway = new Underway();

  Outcomes(UnitsOfWork units, KeptAnswers answers) {
    this.units = units;
    this.answers = answers;
  }

  Underway underway() {
    return underway;
  }

  /** Carries out what is left to do, and keeps what comes of it. */
  <T> VerbAnswer<T> keep(Call call, RoleId role, Instant begun, Supplier<T> then) {
    VerbAnswer<T> outcome;
    try {
      outcome = VerbAnswer.of(then.get());
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (HeraException e) {
      outcome = VerbAnswer.refused(e);
    }
    if (call.key() != null) {
      keep(call, new KeptAnswers.AnswerKey(role, call.verb().wire(), call.key()), outcome, begun);
    }
    return outcome;
  }

  private void keep(
      Call call, KeptAnswers.AnswerKey answerKey, VerbAnswer<?> outcome, Instant begun) {
    units.write(
        unit -> {
          if (outcome.isPassing()) {
            answers.forget(unit, answerKey);
          } else {
            answers.keep(unit, answerKey.outcome(), call, outcome, begun);
          }
          return true;
        });
  }

  /** Waits for the first call while it runs here; empty when it left no outcome. */
  <T extends Record> Optional<T> find(Call call, Class<T> type, RoleId role) {
    String key = Objects.requireNonNull(call.key());
    Optional<VerbAnswer<?>> first = underway.await(role, call, key);
    if (first.isPresent()) {
      return Optional.of(type.cast(first.get().get()));
    }
    KeptAnswers.AnswerKey answerKey = new KeptAnswers.AnswerKey(role, call.verb().wire(), key);
    return units
        .read(unit -> answers.findOutcome(unit, answerKey, call, type))
        .map(VerbAnswer::get);
  }
}
