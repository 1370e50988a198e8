package dev.hera.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back, last change first, what the running transaction changed. */
final class Undo {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private boolean spoiled;

  void add(Runnable unit) {
    steps.push(unit);
  }

  /** Marks the running transaction as one of which a change failed, and that cannot commit. */
  void spoil() {
    spoiled = true;
  }

  void requireUnspoiled() {
    if (spoiled) {
      throw new IllegalStateException("a change failed before; the work may not go on");
    }
  }

  void commit() {
    requireUnspoiled();
    steps.clear();
  }

  void rollBack() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
    spoiled = false;
  }
}
