package dev.hera;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Opens fresh stores for the tests of the rules: in memory, or of the module that runs these tests
 * again with a store of its own, named as a service of {@link Source}.
 */
public final class TestStores {

  /** Opens a fresh, empty store. */
  public interface Source extends Supplier<HeraStore> {}

  private TestStores() {}

  /** A fresh, empty store. */
  public static HeraStore open() {
    return ServiceLoader.load(Source.class)
        .findFirst()
        .map(Source::get)
        .orElseGet(MemoryStore::create);
  }
}
