package dev.hera.launch;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.error.LaunchFailedException;
import dev.hera.error.NotFoundException;
import dev.hera.launch.transaction.Briefed;
import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.plan.Launch;
import dev.hera.result.Revived;
import dev.hera.result.Revived.Outcome;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.vocabulary.Verb;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Restarts a role's ended session through the launcher ({@code Coordinator.revive}). */
public final class Reviving {
  private final Calls calls;
  private final @Nullable LauncherCalls launcherCalls;
  private final LaunchSettings settings;

  public Reviving(Calls calls, @Nullable LauncherCalls launcherCalls, LaunchSettings settings) {
    this.calls = calls;
    this.launcherCalls = launcherCalls;
    this.settings = settings;
  }

  public Revived revive(Call call, String roleName) {
    AtomicReference<@Nullable Briefed> claim = new AtomicReference<>();
    return calls.changeThen(
        call,
        Revived.class,
        Revived.class,
        (unit, acting) -> {
          acting.requireCoordinator(Verb.REVIVE);
          claim.set(null);
          Role role = role(unit, acting, roleName);
          return VerbAnswer.of(new Revived(role.name(), decide(unit, role, claim)));
        },
        answer -> {
          start(claim.get());
          return answer;
        },
        answer -> answer);
  }

  private void start(@Nullable Briefed claimed) {
    if (claimed != null && launcherCalls != null) {
      refuseUnlessStarted(launcherCalls.start(claimed, true));
    }
  }

  private static void refuseUnlessStarted(StartResult result) {
    if (result instanceof StartResult.Failed failed) {
      throw new LaunchFailedException(failed.error());
    }
    if (result instanceof StartResult.Waits waits) {
      throw new LaunchFailedException(waits.why());
    }
  }

  private static Role role(UnitOfWork unit, Acting acting, String roleName) {
    return unit.tx()
        .roles()
        .findActive(acting.orchestrator().id(), roleName)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "roleName", "role", roleName, "see the plan with " + Verb.PLAN_SHOW));
  }

  private Outcome decide(UnitOfWork unit, Role role, AtomicReference<@Nullable Briefed> claim) {
    Optional<Binding> live = unit.facts().liveBinding(role.id());
    Optional<Launch> launch = live.flatMap(binding -> unit.facts().launchOf(binding.task()));
    if (live.isEmpty() || launch.isEmpty() || launcherCalls == null) {
      return Outcome.UNSUPPORTED;
    }
    Task task = unit.facts().task(live.get().task());
    if (task.session() == SessionState.ENDED && isBeingStarted(launch.get(), unit.now())) {
      return Outcome.SKIPPED_STARTING;
    }
    if (task.session() == SessionState.ENDED) {
      new Hosting(unit)
          .findRevivalObstacle(launch.get())
          .ifPresent(
              why -> {
                throw new LaunchFailedException(why);
              });
      claim.set(new ClaimTransactions(unit, settings).revive(launch.get()));
      return Outcome.RESTARTED;
    }
    return skipped(task.session(), role.status());
  }

  /** Whether somebody has claimed it for a new session and has not come to start it yet. */
  private static boolean isBeingStarted(Launch launch, Instant now) {
    return launch.isClaimed() && launch.due() != null && launch.due().isAfter(now);
  }

  private static Outcome skipped(SessionState session, @Nullable Status status) {
    if (session == SessionState.STARTING) {
      return Outcome.SKIPPED_STARTING;
    }
    if (status == Status.BLOCKED) {
      return Outcome.SKIPPED_PROMPTING;
    }
    return status == Status.IDLE ? Outcome.SKIPPED_IDLE : Outcome.SKIPPED_BUSY;
  }
}
