package dev.hera.store.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Prints, when a contract ends, how many tests of each chapter passed, which ones did not, and the
 * mode that the store said it ran in.
 */
final class Report implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {
  private final Map<String, Integer> passed = new ConcurrentHashMap<>();
  private final List<String> others = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> mode = new ConcurrentHashMap<>();

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    if (mode.isEmpty()) {
      test.getRequiredTestInstances()
          .findInstance(HeraStoreContract.class)
          .ifPresent(contract -> mode.putAll(contract.mode(contract.store())));
    }
  }

  @Override
  public void testSuccessful(ExtensionContext test) {
    passed.merge(chapter(test), 1, Integer::sum);
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    others.add(name(test) + " failed");
  }

  @Override
  public void testAborted(ExtensionContext test, Throwable cause) {
    others.add(name(test) + " does not apply");
  }

  @Override
  public void testDisabled(ExtensionContext test, Optional<String> reason) {
    others.add(name(test) + " is disabled");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!context.getRequiredTestClass().isAnnotationPresent(Nested.class)) {
      System.out.println(context.getRequiredTestClass().getSimpleName() + ": " + this);
    }
  }

  private static String name(ExtensionContext test) {
    return chapter(test) + "." + test.getRequiredTestMethod().getName();
  }

  private static String chapter(ExtensionContext test) {
    return test.getRequiredTestClass().getSimpleName();
  }

  /** What ran, in one line. */
  @Override
  public String toString() {
    int all = passed.values().stream().mapToInt(Integer::intValue).sum();
    return all
        + " tests passed "
        + new TreeMap<>(passed)
        + "; others "
        + others
        + "; mode "
        + new TreeMap<>(mode);
  }
}
