package dev.hera.call;

import dev.hera.error.UnknownCallerException;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the verbs of participants: each is one transaction that finds out who calls, answers a
 * repeated call as the first time (V3), and then does the verb's own work.
 */
public final class Calls {
  private final UnitsOfWork units;
  private final Repetitions repetitions;
  private final Outcomes outcomes;

  public Calls(UnitsOfWork units) {
    KeptAnswers answers = new KeptAnswers();
    this.units = units;
    this.repetitions = new Repetitions(units, answers);
    this.outcomes = new Outcomes(units, answers);
  }

  public UnitsOfWork units() {
    return units;
  }

  /**
   * Runs a verb that may change something.
   *
   * @param type what the verb answers
   */
  public <T extends Record> T change(
      Call call, Class<T> type, BiFunction<UnitOfWork, Acting, VerbAnswer<T>> work) {
    Identity identity = identify(call.caller());
    Function<UnitOfWork, VerbAnswer<T>> body =
        unit -> {
          Acting acting = resolve(unit, identity, call);
          return repetitions.once(
              unit, Repetitions.Scope.of(acting), call, type, () -> work.apply(unit, acting));
        };
    return repetitions.run(call, type, body, unit -> scopeOfRefused(unit, identity, call));
  }

  /** Runs such a verb of a coordinator, whose place no other caller has (V7). */
  public <T extends Record> T command(
      Call call, Class<T> type, BiFunction<UnitOfWork, Acting, T> work) {
    return change(
        call,
        type,
        (unit, acting) -> {
          acting.requireCoordinator(call.verb());
          return VerbAnswer.of(work.apply(unit, acting));
        });
  }

  /**
   * Runs a verb that goes on when its transaction is committed; what comes of that, be it a
   * refusal, is the answer that a repetition gets (V3).
   *
   * @param leaves the type of what the transaction gives
   * @param type what the verb answers
   * @param then makes the verb's answer of what the transaction gave; runs after its commit
   * @param meanwhile answers a repetition whose first call neither runs here nor left an outcome
   */
  public <A extends Record, T extends Record> T changeThen(
      Call call,
      Class<A> leaves,
      Class<T> type,
      BiFunction<UnitOfWork, Acting, VerbAnswer<A>> work,
      Function<A, T> then,
      Function<A, T> meanwhile) {
    Identity identity = identify(call.caller());
    AtomicReference<@Nullable Begun> begun = new AtomicReference<>();
    CompletableFuture<VerbAnswer<?>> outcome = new CompletableFuture<>();
    Function<UnitOfWork, VerbAnswer<A>> body =
        unit -> {
          Acting acting = resolve(unit, identity, call);
          RoleId role = acting.role().id();
          begun.set(new Begun(role, null));
          Repetitions.Work<A> first =
              () -> {
                begun.set(new Begun(role, unit.now()));
                outcomes.underway().begin(role, call, outcome);
                return work.apply(unit, acting);
              };
          return repetitions.once(unit, Repetitions.Scope.of(acting), call, leaves, first);
        };
    try {
      A left = repetitions.run(call, leaves, body, unit -> scopeOfRefused(unit, identity, call));
      Begun now = Objects.requireNonNull(begun.get());
      if (now.at() == null) {
        return outcomes.find(call, type, now.role()).orElseGet(() -> meanwhile.apply(left));
      }
      VerbAnswer<T> kept = outcomes.keep(call, now.role(), now.at(), () -> then.apply(left));
      outcome.complete(kept);
      return kept.get();
    } finally {
      Begun now = begun.get();
      if (now != null) {
        outcomes.underway().end(now.role(), call, outcome);
      }
    }
  }

  private Identity identify(Caller caller) {
    return Identity.of(caller, units.directories());
  }

  /** The project of a caller's task, also of one that is registered only when it enters. */
  public @Nullable String projectOf(Caller caller) {
    Identity identity = identify(caller);
    Optional<Task> task = units.read(unit -> new Callers(unit).findTask(identity));
    Located located = identity.located();
    NewTask coming = located == null ? null : located.unregistered();
    return task.map(Task::project).orElse(coming == null ? null : coming.project());
  }

  private static Acting resolve(UnitOfWork unit, Identity identity, Call call) {
    return new Callers(unit).resolve(identity, call.orchestrator());
  }

  private static Repetitions.Scope scopeOfRefused(UnitOfWork unit, Identity identity, Call call) {
    return Repetitions.Scope.of(Callers.refused(unit).resolve(identity, call.orchestrator()));
  }

  /**
   * Whose call it is, and when it began.
   *
   * @param at null when it repeats an earlier one
   */
  private record Begun(RoleId role, @Nullable Instant at) {}

  /**
   * Runs a verb of a caller that may have no role yet, and whose directory is registered when it is
   * new (H5); keys are those of its task.
   */
  public <T extends Record> T enter(
      Call call, Class<T> type, BiFunction<UnitOfWork, Task, VerbAnswer<T>> work) {
    return asTask(call, type, Callers::taskOrRegister, work);
  }

  /** Runs a verb of a caller that may have no role, but has a task. */
  public <T extends Record> T enterKnown(
      Call call, Class<T> type, BiFunction<UnitOfWork, Task, VerbAnswer<T>> work) {
    return asTask(call, type, Callers::task, work);
  }

  private <T extends Record> T asTask(
      Call call,
      Class<T> type,
      BiFunction<Callers, Identity, Task> caller,
      BiFunction<UnitOfWork, Task, VerbAnswer<T>> work) {
    Identity identity = identify(call.caller());
    Function<UnitOfWork, VerbAnswer<T>> body =
        unit -> {
          Task task = caller.apply(new Callers(unit), identity);
          return repetitions.once(
              unit, Repetitions.Scope.of(task), call, type, () -> work.apply(unit, task));
        };
    return repetitions.run(
        call, type, body, unit -> Repetitions.Scope.of(Callers.refused(unit).task(identity)));
  }

  /**
   * Runs a verb that ends the place it is called from; keys are those of the caller's task, for a
   * repetition finds that place no more.
   */
  public <T extends Record> T leave(
      Call call, Class<T> type, BiFunction<UnitOfWork, Acting, VerbAnswer<T>> work) {
    Identity identity = identify(call.caller());
    return asTask(
        call, type, Callers::task, (unit, task) -> work.apply(unit, resolve(unit, identity, call)));
  }

  /** Runs a verb that changes nothing; a worker's first call is its handshake all the same. */
  public <T> T look(Call call, BiFunction<UnitOfWork, Acting, T> work) {
    Identity identity = identify(call.caller());
    return look(call, unit -> work.apply(unit, resolve(unit, identity, call)));
  }

  /** The same for a verb that shows a plan, which those who coordinate above it may see, too. */
  public <T> T lookAt(Call call, BiFunction<UnitOfWork, Orchestrator, T> work) {
    Identity identity = identify(call.caller());
    return look(
        call, unit -> work.apply(unit, new Callers(unit).visible(identity, call.orchestrator())));
  }

  /** The same for a caller that may have no role, but has a task. */
  public <T> T lookAsTask(Call call, BiFunction<UnitOfWork, Task, T> work) {
    Identity identity = identify(call.caller());
    return look(call, unit -> work.apply(unit, new Callers(unit).task(identity)));
  }

  /** The caller's task; changes nothing, and asks no worker whether it is fenced. */
  public TaskId taskOf(Caller caller) {
    Identity identity = identify(caller);
    return units
        .read(unit -> new Callers(unit).findTask(identity))
        .map(Task::id)
        .orElseThrow(() -> new UnknownCallerException("this caller has no task here"));
  }

  private <T> T look(Call call, Function<UnitOfWork, T> body) {
    return awaitsHandshake(call.caller()) ? units.write(body) : units.read(body);
  }

  private boolean awaitsHandshake(Caller caller) {
    return caller instanceof Caller.OfWorker worker
        && units.read(
            unit ->
                WorkerTokens.find(unit.tx(), worker.token())
                    .flatMap(token -> unit.tx().launches().find(token.launch()))
                    .filter(launch -> launch.accepted() == null)
                    .isPresent());
  }

  /** Whether a call that may change something has been answered under its key. */
  public static boolean isAnswered(UnitOfWork unit, Acting acting, Call call) {
    return Repetitions.isAnswered(unit, acting, call);
  }
}
