package dev.hera.call;

import dev.hera.history.EventKind;
import dev.hera.message.Outgoing;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Caller;
import dev.hera.role.Status;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a fenced worker reported too late is kept in the history (G25). */
public final class LateResults {
  private final UnitsOfWork units;

  LateResults(UnitsOfWork units) {
    this.units = units;
  }

  /** What a report tells, by the names of what a late result keeps. */
  public static Map<String, String> of(Status status, @Nullable String handoffNote) {
    Map<String, String> told = new TreeMap<>(Map.of("status", status.wire()));
    if (handoffNote != null) {
      told.put("handoff_note", handoffNote);
    }
    return told;
  }

  /** What a message tells, by the names of what a late result keeps. */
  public static Map<String, String> of(Outgoing message) {
    Map<String, String> told =
        new TreeMap<>(Map.of("tldr", message.tldr(), "body", message.body()));
    if (message.status() != null) {
      told.put("status", message.status().wire());
    }
    return told;
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
