package dev.hera.store.tck;

import dev.hera.store.tck.chapter.KilledWriter;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that opens a store as the contract of its author does, and writes until it is killed.
 */
final class WritingProcess {
  private WritingProcess() {}

  /** What starts it for the store of this contract. */
  static List<String> of(Class<? extends TestedStore> contract) {
    return List.of(WritingProcess.class.getName(), contract.getName());
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the class of the contract, the directory of the store, and what to do there
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Constructor<? extends TestedStore> contract =
        Class.forName(arguments[0]).asSubclass(TestedStore.class).getDeclaredConstructor();
    contract.setAccessible(true);
    KilledWriter.run(contract.newInstance().open(Path.of(arguments[1])), arguments[2]);
  }
}
