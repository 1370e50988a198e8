package dev.hera.call;

import dev.hera.history.EventKind;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Caller;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.HashMap;
import java.util.Map;

/** What a fenced worker reported too late is kept in the history (G25). */
final class LateResults {
  private final UnitsOfWork units;

  LateResults(UnitsOfWork units) {
    this.units = units;
  }

  void keep(Call call) {
    if (call.late().isEmpty() || !(call.caller() instanceof Caller.OfWorker worker)) {
      return;
    }
    units.write(
        unit -> {
          WorkerTokens.find(unit.tx(), worker.token())
              .ifPresent(token -> record(unit, token, call));
          return true;
        });
  }

  private static void record(UnitOfWork unit, WorkerToken token, Call call) {
    unit.tx()
        .launches()
        .find(token.launch())
        .ifPresent(
            launch -> {
              Map<String, Object> changes = new HashMap<>(call.late());
              changes.put("verb", call.verb().wire());
              changes.put("epoch", token.epoch());
              unit.record(EventKind.LATE_RESULT, launch.orchestrator(), launch.role(), changes);
            });
  }
}
