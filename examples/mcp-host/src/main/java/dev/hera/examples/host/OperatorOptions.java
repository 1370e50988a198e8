package dev.hera.examples.host;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** What a command of the operator works on: a state directory, and the store of its host. */
final class OperatorOptions {
  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StateOptions state;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StoreOption store;

  /** The state directory; refuses one that is missing. */
  Path directory() {
    return state.existing();
  }

  /** The store, through the host or without one. */
  OperatorAccess open() {
    return OperatorAccess.open(directory(), store.address());
  }

  /** The same for what only reads: without a host nothing is locked, migrated or written. */
  OperatorAccess openToRead() {
    return OperatorAccess.openToRead(directory(), store.address());
  }

  /** The host that runs; refuses when there is none. */
  RunningHost host() {
    return OperatorAccess.host(directory(), store.address());
  }
}
