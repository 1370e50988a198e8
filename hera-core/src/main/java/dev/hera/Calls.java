package dev.hera;

import dev.hera.error.HeraException;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.history.EventKind;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Caller;
import dev.hera.role.FencedException;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the verbs of participants: each is one transaction that finds out who calls, answers a
 * repeated call as the first time (V3), and then does the verb's own work.
 */
final class Calls {
  /** How long the answer to an idempotency key is kept (V3). */
  static final Duration ANSWERS_KEPT = Duration.ofHours(24);

  private final Engine engine;

  Calls(Engine engine) {
    this.engine = engine;
  }

  Engine engine() {
    return engine;
  }

  /**
   * One call.
   *
   * @param orchestrator the orchestrator that the caller named, or null
   * @param key the idempotency key, or null
   * @param arguments what tells one call of the verb from another
   * @param late what a fenced worker's call carried, to be kept as a late result; may be empty
   */
  record Call(
      Caller caller,
      @Nullable String orchestrator,
      @Nullable String key,
      String verb,
      List<? extends @Nullable Object> arguments,
      Map<String, String> late) {}

  /** Runs a verb that may change something. */
  <T> T change(Call call, BiFunction<Step, Acting, Kept<T>> work) {
    Identity identity = engine.identify(call.caller());
    return run(
        call,
        (step, answer) -> {
          Acting acting = new Callers(step).resolve(identity, call.orchestrator());
          return once(step, acting.role().id(), "", call, () -> answer.orElse(step, acting, work));
        });
  }

  /** Runs a verb of a caller that may have no role yet; keys are then those of its task. */
  <T> T enter(Call call, BiFunction<Step, Task, Kept<T>> work) {
    Identity identity = engine.identify(call.caller());
    return run(
        call,
        (step, answer) -> {
          Callers callers = new Callers(step);
          Task task = answer.isKept() ? callers.task(identity) : callers.taskOrRegister(identity);
          String scope = task.id().value() + "/";
          return once(step, null, scope, call, () -> answer.orElse(step, task, work));
        });
  }

  /** Runs a verb that changes nothing; a worker's first call is its acceptance all the same. */
  <T> T look(Call call, BiFunction<Step, Acting, T> work) {
    Identity identity = engine.identify(call.caller());
    Function<Step, T> unit =
        step -> work.apply(step, new Callers(step).resolve(identity, call.orchestrator()));
    return awaitsAcceptance(call.caller()) ? engine.write(unit) : engine.read(unit);
  }

  private boolean awaitsAcceptance(Caller caller) {
    return caller instanceof Caller.OfWorker worker
        && engine.read(
            step ->
                Callers.findToken(step.tx(), worker.token())
                    .flatMap(token -> step.tx().launches().find(token.launch()))
                    .filter(launch -> launch.accepted() == null)
                    .isPresent());
  }

  /** One call's transaction, either with the verb's own work or with the refusal it gave before. */
  private interface Attempt<T> {
    Kept<T> run(Step step, Refusal refusal);
  }

  /** What a verb refused with, to be kept; null for a verb that has not run yet. */
  private record Refusal(@Nullable HeraException cause) {
    boolean isKept() {
      return cause != null;
    }

    <A, T> Kept<T> orElse(Step step, A actor, BiFunction<Step, A, Kept<T>> work) {
      return cause == null ? work.apply(step, actor) : Kept.refused(cause);
    }
  }

  private <T> T run(Call call, Attempt<T> attempt) {
    try {
      return engine.write(step -> attempt.run(step, new Refusal(null))).get();
    } catch (FencedException e) {
      keepLateResult(call);
      throw e;
    } catch (HeraException e) {
      if (call.key() != null && !(e instanceof IdempotencyConflictException)) {
        keepRefusal(attempt, e);
      }
      throw e;
    }
  }

  private <T> Kept<T> once(
      Step step, @Nullable RoleId role, String scope, Call call, Work<T> work) {
    if (call.key() == null) {
      return work.run();
    }
    String key = scope + call.key();
    String fingerprint = fingerprint(call);
    step.tx().answers().deleteBefore(step.now().minus(ANSWERS_KEPT));
    Optional<Answer> first = step.tx().answers().find(role, call.verb(), key);
    if (first.isPresent()) {
      if (!first.get().arguments().equals(fingerprint)) {
        throw new IdempotencyConflictException(call.verb(), call.key());
      }
      return AnswerCodec.decode(first.get().answer());
    }
    Kept<T> answer = work.run();
    store(step, role, key, call, answer);
    return answer;
  }

  private interface Work<T> {
    Kept<T> run();
  }

  private static String fingerprint(Call call) {
    return AnswerCodec.fingerprint(call.arguments());
  }

  private static void store(
      Step step, @Nullable RoleId role, String key, Call call, Kept<?> answer) {
    step.tx()
        .answers()
        .insert(
            new Answer(
                role, call.verb(), key, fingerprint(call), AnswerCodec.encode(answer), step.now()));
  }

  /** A refused call changed nothing, so its answer is kept in a transaction of its own. */
  private void keepRefusal(Attempt<?> attempt, HeraException refusal) {
    try {
      engine.write(step -> attempt.run(step, new Refusal(refusal)));
    } catch (HeraException unresolved) {
      // A caller that is nobody has no keys: the refusal is found anew when it calls again.
      refusal.addSuppressed(unresolved);
    }
  }

  private void keepLateResult(Call call) {
    if (call.late().isEmpty() || !(call.caller() instanceof Caller.OfWorker worker)) {
      return;
    }
    engine.write(
        step -> {
          Callers.findToken(step.tx(), worker.token())
              .ifPresent(token -> recordLate(step, token, call));
          return true;
        });
  }

  private static void recordLate(Step step, WorkerToken token, Call call) {
    step.tx()
        .launches()
        .find(token.launch())
        .ifPresent(
            launch -> {
              Map<String, Object> changes = new HashMap<>(call.late());
              changes.put("verb", call.verb());
              changes.put("epoch", token.epoch());
              step.record(EventKind.LATE_RESULT, launch.orchestrator(), launch.role(), changes);
            });
  }
}
