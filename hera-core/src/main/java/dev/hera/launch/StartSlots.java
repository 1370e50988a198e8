package dev.hera.launch;

import java.util.concurrent.Executor;

/** Carries out starts, and says when it can take one more: no launch is claimed before (G22). */
public interface StartSlots extends Executor {
  /** The thread that asks carries out each start before it goes on (G9). */
  StartSlots OF_CALLER =
      new StartSlots() {
        @Override
        public boolean isFree() {
          return true;
        }

        @Override
        public void execute(Runnable start) {
          start.run();
        }
      };

  /**
   * Whether a start that is handed over now begins at once. When it says no, the gater is woken as
   * soon as one would.
   */
  boolean isFree();
}
