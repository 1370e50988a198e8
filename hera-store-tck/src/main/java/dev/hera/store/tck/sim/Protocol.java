package dev.hera.store.tck.sim;

import dev.hera.spi.HeraStore;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.Random;

/** What stands between each simulated Hera and the world: nothing, or something broken. */
public interface Protocol {

  /** Hera as it is. */
  Protocol SOUND = new Protocol() {};

  /** The store that one Hera sees. */
  default HeraStore store(HeraStore sound, Random random) {
    return sound;
  }

  /** The launcher that one Hera sees. */
  default WorkerLauncher launcher(WorkerLauncher sound, Random random) {
    return sound;
  }
}
