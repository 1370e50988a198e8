package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchDecision;
import dev.hera.result.Revived;
import dev.hera.result.Revived.Outcome;
import dev.hera.result.UnknownLaunch;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person decides, at a coordinator's asking, of a launch that nobody can tell of (G27).
 *
 * @param call the coordinator's {@code Coordinator.revive} of the role
 */
record LaunchDecisions(Calls calls, Call call, String roleName) {

  /**
   * The launch, when a person must decide; one whose session has ended can be started anew, and a
   * call that was answered under its key is answered so again (V3).
   */
  Optional<UnknownLaunch> find() {
    return calls.look(
        call,
        (unit, acting) ->
            find(unit, acting)
                .filter(launch -> !Calls.isAnswered(unit, acting, call))
                .filter(
                    launch ->
                        unit.facts().task(Objects.requireNonNull(launch.task())).session()
                            != SessionState.ENDED)
                .map(
                    launch ->
                        new UnknownLaunch(
                            roleName, launch.epoch(), Objects.requireNonNull(launch.lastError()))));
  }

  private Optional<Launch> find(UnitOfWork unit, Acting acting) {
    acting.requireCoordinator(Verb.REVIVE);
    Role role =
        unit.tx()
            .roles()
            .findActive(acting.orchestrator().id(), roleName)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "roleName", "role", roleName, "see the plan with " + Verb.PLAN_SHOW));
    return UnknownLaunches.find(unit, role);
  }

  /** Carries a decision out, unless it comes too late. */
  Revived take(int epoch, LaunchDecision decision) {
    Outcome taken = outcome(decision);
    Revived revived =
        calls.change(
            call,
            Revived.class,
            (unit, acting) -> {
              Launch launch =
                  find(unit, acting)
                      .filter(one -> one.epoch() == epoch)
                      .orElseThrow(this::comesTooLate);
              UnknownLaunches.carryOut(unit, calls.units().launchSettings(), launch, decision);
              return VerbAnswer.of(new Revived(roleName, taken));
            });
    if (!isDecided(revived.outcome())) {
      throw new IdempotencyConflictException(Verb.REVIVE, String.valueOf(call.key()));
    }
    return revived;
  }

  private InvalidArgumentException comesTooLate() {
    return new InvalidArgumentException(
        "roleName",
        Quotation.of(roleName)
            + " is not held for the launch that was decided about; see "
            + Verb.EXPLAIN
            + " for how it stands");
  }

  private static Outcome outcome(LaunchDecision decision) {
    return switch (decision) {
      case ADOPT -> Outcome.ADOPTED;
      case RETRY -> Outcome.RETRIED;
      case GIVE_UP -> Outcome.GIVEN_UP;
    };
  }

  /** An answer that is kept for the key of a call that came to no decision is none. */
  private static boolean isDecided(Outcome outcome) {
    return outcome == Outcome.ADOPTED || outcome == Outcome.RETRIED || outcome == Outcome.GIVEN_UP;
  }
}
