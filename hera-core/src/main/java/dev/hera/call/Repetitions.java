package dev.hera.call;

import dev.hera.error.FencedException;
import dev.hera.error.HeraException;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has a call take effect once: a repetition of it is answered as the first time (V3). */
final class Repetitions {
  private final UnitsOfWork units;
  private final KeptAnswers answers;
  private final LateResults late;

  Repetitions(UnitsOfWork units, KeptAnswers answers) {
    this.units = units;
    this.answers = answers;
    this.late = new LateResults(units);
  }

  /** Whose keys are meant: those of a role, or of a task that has none yet. */
  record Scope(@Nullable RoleId role, String prefix) {
    static Scope of(Acting acting) {
      return new Scope(acting.role().id(), "");
    }

    static Scope of(Task task) {
      return new Scope(null, task.id().value() + "/");
    }

    KeptAnswers.AnswerKey answerKey(String verb, String key) {
      return new KeptAnswers.AnswerKey(role, verb, prefix + key);
    }
  }

  /** The verb's own work. */
  interface Work<T> {
    VerbAnswer<T> run();
  }

  /**
   * Runs the body as one unit of work, and keeps its refusal as it keeps its answer.
   *
   * @param body answers by way of {@link #once}
   */
  <T extends Record> T run(
      Call call,
      Class<T> type,
      Function<UnitOfWork, VerbAnswer<T>> body,
      Function<UnitOfWork, Scope> scope) {
    try {
      return units.write(body).get();
    } catch (FencedException e) {
      late.keep(call);
      throw e;
    } catch (StoreUnavailableException e) {
      // The call was not answered: it is to be repeated with its key, not refused for a day.
      throw e;
    } catch (HeraException e) {
      if (call.key() != null
          && !e.code().isPassing()
          && !(e instanceof IdempotencyConflictException)) {
        keepRefusal(call, type, scope, e);
      }
      throw e;
    }
  }

  /** The kept answer of the call, or that of its work, which is kept. */
  <T extends Record> VerbAnswer<T> once(
      UnitOfWork unit, Scope scope, Call call, Class<T> type, Work<T> work) {
    if (call.key() == null) {
      return work.run();
    }
    answers.sweep(unit);
    KeptAnswers.AnswerKey answerKey = scope.answerKey(call.verb().wire(), call.key());
    Optional<VerbAnswer<T>> first = answers.find(unit, answerKey, call, type);
    if (first.isPresent()) {
      return first.get();
    }
    VerbAnswer<T> answer = work.run();
    if (!answer.isPassing()) {
      answers.keep(unit, answerKey, call, answer, unit.now());
    }
    return answer;
  }

  /** Whether a call that may change something has been answered under its key. */
  static boolean isAnswered(UnitOfWork unit, Acting acting, Call call) {
    return call.key() != null
        && KeptAnswers.isKept(unit, Scope.of(acting).answerKey(call.verb().wire(), call.key()));
  }

  /** A refused call changed nothing, so its answer is kept in a transaction of its own. */
  private <T extends Record> void keepRefusal(
      Call call, Class<T> type, Function<UnitOfWork, Scope> scope, HeraException refusal) {
    try {
      units.write(
          unit -> once(unit, scope.apply(unit), call, type, () -> VerbAnswer.refused(refusal)));
    } catch (HeraException unresolved) {
      // An unknown caller has no keys: the refusal is given again when it calls again.
      refusal.addSuppressed(unresolved);
    }
  }
}
