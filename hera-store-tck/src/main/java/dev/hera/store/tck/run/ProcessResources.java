package dev.hera.store.tck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this process may have kept of a store: threads of the program, and open files. */
public final class ProcessResources {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** How long threads that were told to end have for it. */
  private static final long PATIENCE_MILLIS = 10_000;

  private ProcessResources() {}

  /** The threads that live now, but for those of the Java machine. */
  public static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(ProcessResources::isOfTheProgram)
        .collect(Collectors.toSet());
  }

  private static boolean isOfTheProgram(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null
        && !group.getName().equals("system")
        && !group.getName().equals("InnocuousThreadGroup")
        && !(thread instanceof ForkJoinWorkerThread worker
            && worker.getPool() == ForkJoinPool.commonPool());
  }

  /** Asserts that all threads which began after these were seen end. */
  public static void assertNoOtherThan(Set<Thread> before) {
    List<Thread> others = new ArrayList<>(threads());
    others.removeAll(before);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    for (Thread each : others) {
      join(each, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
    assertThat(others.stream().filter(Thread::isAlive)).as("threads left behind").isEmpty();
  }

  private static void join(Thread thread, long millis) {
    if (millis <= 0) {
      return;
    }
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }

  /** Whether this system tells which files are open. */
  public static boolean areFilesKnown() {
    return Files.isDirectory(OPEN_FILES);
  }

  /** What is open of the files in a directory, one for each time that it is open. */
  public static List<Path> openFiles(Path directory) {
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      Path real = directory.toRealPath();
      return open.flatMap(ProcessResources::target).filter(file -> file.startsWith(real)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file behind the number, or none when it was closed meanwhile. */
  private static Stream<Path> target(Path number) {
    try {
      return Stream.of(Files.readSymbolicLink(number));
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
