package dev.hera;

import dev.hera.call.Calls;
import dev.hera.call.WorkerTokens;
import dev.hera.plan.LaunchKey;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.Names;
import dev.hera.role.Required;
import dev.hera.role.RoleKind;
import dev.hera.work.UnitsOfWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the handles by which callers act, and knows which of them workers may have. */
final class Handles {
  private final UnitsOfWork units;
  private final Calls calls;
  private final Workers workers;

  Handles(UnitsOfWork units, Calls calls, Workers workers) {
    this.units = units;
    this.calls = calls;
    this.workers = workers;
  }

  Newcomer newcomer(Caller caller) {
    units.requireOpen();
    return new Newcomer(calls, Required.given("caller", caller), null, workers);
  }

  Participant participant(Caller caller, @Nullable String orchestrator) {
    units.requireOpen();
    return new Participant(
        calls, Required.given("caller", caller), Names.trimmed(orchestrator), null);
  }

  Coordinator coordinator(Caller caller, @Nullable String orchestrator) {
    units.requireOpen();
    return new Coordinator(
        calls, Required.given("caller", caller), Names.trimmed(orchestrator), null, workers, null);
  }

  /** The application as the coordinator that took this place. */
  Coordinator leading(Membership place) {
    Caller caller = Caller.task(place.taskId());
    return new Coordinator(calls, caller, place.orchestrator(), null, workers, place);
  }

  /** The name of the orchestrator that the worker of this token coordinates. */
  Optional<String> ledBy(String workerToken) {
    return units.read(
        unit ->
            WorkerTokens.find(unit.tx(), workerToken).stream()
                .flatMap(token -> unit.facts().liveBindings(token.task()).stream())
                .filter(binding -> unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR)
                .map(binding -> unit.facts().orchestrator(binding.orchestrator()).name())
                .findFirst());
  }

  boolean isOpen() {
    return !units.isClosed();
  }

  /** Whether a Hera of another process, which is certain to run, has this launch. */
  boolean isElsewhere(LaunchKey key) {
    return units.readRows(tx -> tx.launches().find(key)).stream()
        .anyMatch(
            launch ->
                launch.owner() != null
                    && units.launchSettings().owners().runsElsewhere(launch.owner()));
  }
}
