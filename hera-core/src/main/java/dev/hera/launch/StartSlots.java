package dev.hera.launch;

import dev.hera.plan.Launch;

/**
 * Carries out starts, none of which has to wait: no launch is claimed before (G22); and asks for
 * workers that were started.
 */
public interface StartSlots {
  /** The thread that asks carries out each start before it goes on (G9). */
  StartSlots OF_CALLER =
      new StartSlots() {
        @Override
        public int free() {
          return MOST;
        }

        @Override
        public boolean begin(Runnable start) {
          start.run();
          return true;
        }

        @Override
        public void ask(Launch started, Runnable question) {
          question.run();
        }
      };

  /** How many starts one thread is asked for at a time; it is asked again until none is due. */
  int MOST = 64;

  /**
   * How many starts would begin at once now. When it says that none would, the gater is woken as
   * soon as one does.
   */
  int free();

  /**
   * Begins a start, and tells whether it could; if not, the gater is woken as soon as it could.
   *
   * @throws Error when there is no thread for it, now
   */
  boolean begin(Runnable start);

  /**
   * Asks the launcher for the worker of a launch, unless an earlier question for it has no answer
   * yet. A question takes no place from a start, and holds up nobody but other questions.
   */
  void ask(Launch started, Runnable question);
}
