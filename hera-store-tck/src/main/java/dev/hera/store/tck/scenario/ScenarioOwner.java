package dev.hera.store.tck.scenario;

import dev.hera.spi.Owners;

/** The only process of the scenario, of which nothing of this machine is told to the store. */
final class ScenarioOwner implements Owners {
  @Override
  public String self() {
    return "scenario";
  }

  @Override
  public boolean isGone(String owner) {
    return false;
  }
}
