package dev.hera;

import dev.hera.spi.Owners;

/** An owner on a machine of its own, who sees no process of another one. */
record OwnersThatCannotTell(String self) implements Owners {
  @Override
  public boolean isGone(String owner) {
    return false;
  }
}
