package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.spi.launcher.Placement;

/** How one attempt to start a worker ended. */
sealed interface StartResult {
  record Started(Launch launch, Placement placement) implements StartResult {}

  record Failed(String error) implements StartResult {}

  /** The plan changed meanwhile, or the launch waits for a person. */
  record Waits(String why) implements StartResult {}
}
