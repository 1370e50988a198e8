package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DynamicTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** Runs single tests of the contract on broken stores, which these tests must reject. */
final class ContractRun {
  private ContractRun() {}

  private static volatile Function<Path, HeraStore> broken = directory -> MemoryStore.create();

  /** The contract, run on the store of the moment. */
  static final class TestedContract extends HeraStoreContract {
    @Override
    protected Durability durability() {
      return Durability.CLOSED_STORE;
    }

    @Override
    protected HeraStore open(Path directory) {
      return broken.apply(directory);
    }

    @Override
    protected Map<String, String> claimedMode() {
      return Map.of("synchronous", "full");
    }

    @Override
    protected Map<String, String> mode(HeraStore opened) {
      return opened instanceof BrokenStores.Sloppy ? Map.of("synchronous", "off") : claimedMode();
    }
  }

  static DynamicTest rejected(String what, Supplier<HeraStore> store, String... by) {
    return rejectedAt(what, directory -> store.get(), by);
  }

  /** A store that is opened by its place. */
  static DynamicTest rejectedAt(String what, Function<Path, HeraStore> store, String... by) {
    return dynamicTest(
        what + ": " + String.join(", ", by),
        () -> {
          for (String test : by) {
            assertRejects(failures(store, test)).as(test);
          }
        });
  }

  /** A store that an author opens in a contract of his own. */
  static DynamicTest rejectedContract(
      String what, Class<? extends HeraStoreContract> contract, String test, String because) {
    return dynamicTest(
        what + ": " + test,
        () -> assertRejects(failures(contract, test)).as(test).hasMessageContaining(because));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRejects(
      List<Throwable> failures) {
    assertThat(failures).hasSize(1);
    return assertThat(failures.get(0))
        .isNotInstanceOfAny(
            TestAbortedException.class,
            NullPointerException.class,
            ClassCastException.class,
            UndeclaredThrowableException.class);
  }

  /** What became of one test of the contract on this store, where it did not pass. */
  static List<Throwable> failures(Function<Path, HeraStore> store, String test) {
    broken = store;
    return failures(TestedContract.class, test);
  }

  /** What became of one test of this contract, where it did not pass. */
  static List<Throwable> failures(Class<? extends HeraStoreContract> contract, String test) {
    String[] name = test.split("\\.", 2);
    Class<?> nested = chapter(name[0]);
    List<Throwable> failures = new ArrayList<>();
    List<TestIdentifier> run = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectNestedMethod(List.of(contract), nested, method(nested, name[1])))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                if (id.isTest()) {
                  run.add(id);
                }
                result.getThrowable().ifPresent(failures::add);
              }
            });
    assertThat(run).as("tests named %s", test).hasSize(1);
    return failures;
  }

  private static Class<?> chapter(String name) {
    return Stream.<Class<?>>of(HeraStoreContract.class, TableContract.class)
        .flatMap(part -> Stream.of(part.getDeclaredClasses()))
        .filter(part -> part.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no chapter named " + name));
  }

  private static Method method(Class<?> nested, String name) {
    Class<?> chapter = nested.getSuperclass();
    return Stream.of(chapter, chapter.getSuperclass())
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no test named " + name));
  }
}
