package dev.hera.memory;

import dev.hera.spi.IdKind;
import java.util.EnumMap;
import java.util.Map;

/** Everything that a store keeps. */
final class Tables {
  final Undo undo = new Undo();
  final MemoryOrchestrators.Rows orchestrators = new MemoryOrchestrators.Rows(undo);
  final MemoryRoles.Rows roles = new MemoryRoles.Rows(undo);
  final MemoryTasks.Rows tasks = new MemoryTasks.Rows(undo);
  final MemoryBindings.Rows bindings = new MemoryBindings.Rows(undo, roles);
  final MemoryEdges.Rows edges = new MemoryEdges.Rows(undo);
  final MemoryGates.Rows gates = new MemoryGates.Rows(undo);
  final MemoryLaunches.Rows launches = new MemoryLaunches.Rows(undo);
  final MemoryHolds.Rows holds = new MemoryHolds.Rows(undo);
  final MemoryMessages.Rows messages = new MemoryMessages.Rows(undo);
  final MemoryEvents.Rows events = new MemoryEvents.Rows(undo);
  final MemoryAnswers.Rows answers = new MemoryAnswers.Rows(undo);
  private final Map<IdKind, Long> taken = new EnumMap<>(IdKind.class);

  /** Never taken back: an id that was given once is not given again. */
  long takeIds(IdKind kind, int count) {
    if (count < 1) {
      undo.spoil();
      throw new IllegalArgumentException("count is " + count + "; take at least one id");
    }
    return taken.merge(kind, (long) count, Long::sum) - count + 1;
  }
}
