package dev.hera.launch;

import java.util.concurrent.Executor;

/** Carries out starts, and says when it can take one more: no launch is claimed before (G22). */
public interface StartSlots extends Executor {
  /** The thread that asks carries out each start before it goes on (G9). */
  StartSlots OF_CALLER =
      new StartSlots() {
        @Override
        public int free() {
          return MOST;
        }

        @Override
        public void execute(Runnable start) {
          start.run();
        }
      };

  /** How many starts one thread is asked for at a time; it is asked again until none is due. */
  int MOST = 64;

  /**
   * How many starts that are handed over now begin at once. When it says that none does, the gater
   * is woken as soon as one would.
   */
  int free();
}
