package dev.hera;

import dev.hera.error.NotFoundException;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchFailedException;
import dev.hera.plan.Revived;
import dev.hera.plan.Revived.Outcome;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Restarts a role's ended session through the launcher ({@code hera_revive}). */
final class Reviving {
  private final Calls calls;
  private final @Nullable Starter starter;
  private final LaunchSettings settings;

  Reviving(Calls calls, @Nullable Starter starter, LaunchSettings settings) {
    this.calls = calls;
    this.starter = starter;
    this.settings = settings;
  }

  Revived revive(Call call, String roleName) {
    AtomicReference<Claims.@Nullable Claimed> claim = new AtomicReference<>();
    return calls.changeThen(
        call,
        (step, acting) -> {
          acting.requireCoordinator("hera_revive");
          claim.set(null);
          Role role = role(step, acting, roleName);
          return Kept.of(new Revived(role.name(), decide(step, role, claim)));
        },
        answer -> {
          start(claim.get());
          return answer;
        },
        answer -> answer);
  }

  private void start(Claims.@Nullable Claimed claimed) {
    if (claimed != null && starter != null) {
      refuseUnlessStarted(starter.start(claimed, true));
    }
  }

  private static void refuseUnlessStarted(Starter.Result result) {
    if (result instanceof Starter.Result.Failed failed) {
      throw new LaunchFailedException(failed.error());
    }
    if (result instanceof Starter.Result.Waits waits) {
      throw new LaunchFailedException(waits.why());
    }
  }

  private static Role role(Step step, Acting acting, String roleName) {
    return step.tx()
        .roles()
        .findActive(acting.orchestrator().id(), roleName)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "role_name", "role", roleName, "see the plan with hera_plan_show"));
  }

  private Outcome decide(Step step, Role role, AtomicReference<Claims.@Nullable Claimed> claim) {
    Optional<Binding> live = step.facts().liveBinding(role.id());
    Optional<Launch> launch = live.flatMap(binding -> step.facts().launchOf(binding.task()));
    if (live.isEmpty() || launch.isEmpty() || starter == null) {
      return Outcome.UNSUPPORTED;
    }
    Task task = step.facts().task(live.get().task());
    if (task.session() == SessionState.ENDED) {
      claim.set(new Claims(step, settings).revive(launch.get()));
      return Outcome.RESTARTED;
    }
    return skipped(task.session(), role.status());
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
