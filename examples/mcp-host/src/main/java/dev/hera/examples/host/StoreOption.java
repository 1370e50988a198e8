package dev.hera.examples.host;

import dev.hera.examples.host.state.StoreAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The store of a command that works beside a host or without one. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "KIND:PATH",
      description = "the store; by default the one that the host has open, or the last one had")
  private @Nullable String store;

  /** The named store, or null for the host's. */
  @Nullable StoreAddress address() {
    return store == null ? null : StoreAddress.parse(store);
  }
}
