package dev.hera.store.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.run.ParallelChecks;
import dev.hera.store.tck.scenario.ScenarioPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a store's files, taken at every point of a {@link ScenarioPlan}: what a process that
 * died there would have left. Copies with the same content, taken one after the other, are kept
 * once.
 */
public final class CrashCopies {
  private final Path original;
  private final Path copies;
  private final List<String> files;
  private final List<Copy> kept = new ArrayList<>();
  private List<byte[]> last = List.of();
  private int taken;

  /**
   * @param answered how many calls had been answered when it was taken for the last time
   */
  private record Copy(Path directory, int answered) {}

  private CrashCopies(Path directory, List<String> files) throws IOException {
    this.original = Files.createDirectory(directory.resolve("original"));
    this.copies = Files.createDirectory(directory.resolve("copies"));
    this.files = files;
  }

  /**
   * Runs a scenario, opens every copy, and asserts that it has everything that had been answered
   * when it was taken, and is whole.
   *
   * @param files the names of the files to copy, as far as they exist
   * @param least how many copies there must be; scenarios are run until there are
   * @return how many copies were taken
   */
  public static int assertSound(
      WatchedOpener opener, Path directory, List<String> files, int least) {
    int taken = 0;
    try {
      for (int run = 1; taken < least; run++) {
        Path place = Files.createDirectory(directory.resolve("run-" + run));
        taken += new CrashCopies(place, files).run(opener);
      }
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(WatchedOpener opener) {
    ScenarioPlan scenario = record(opener);
    List<Copy> different = List.copyOf(kept);
    ParallelChecks.each(different.size(), i -> assertSound(opener, scenario, different.get(i)));
    assertThat(kept).as("different copies").hasSizeGreaterThan(scenario.answered());
    return taken;
  }

  private ScenarioPlan record(WatchedOpener opener) {
    Recorder recorder = new Recorder();
    try (HeraStore store = opener.open(original, source -> JdbcPoints.watched(source, recorder))) {
      ScenarioPlan scenario = ScenarioPlan.on(store);
      recorder.scenario = scenario;
      scenario.run();
      recorder.scenario = null;
      return scenario;
    }
  }

  private static void assertSound(WatchedOpener opener, ScenarioPlan scenario, Copy copy) {
    try (HeraStore store = opener.open(copy.directory())) {
      HeraInvariants.of(store).assertHold();
      scenario.assertVisible(store, copy.answered());
    }
  }

  private final class Recorder implements JdbcPoints.Watcher {
    private @Nullable ScenarioPlan scenario;

    @Override
    public void before() {
      record();
    }

    @Override
    public void after() {
      record();
    }

    private void record() {
      if (scenario != null) {
        take(scenario.answered());
      }
    }
  }

  private void take(int answered) {
    taken++;
    try {
      List<byte[]> contents = contents();
      if (isLast(contents)) {
        Copy same = kept.remove(kept.size() - 1);
        kept.add(new Copy(same.directory(), answered));
      } else {
        kept.add(new Copy(copy(), answered));
      }
      last = contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of each file; none where it does not exist. */
  private List<byte[]> contents() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String name : files) {
      Path file = original.resolve(name);
      contents.add(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }
    return contents;
  }

  private boolean isLast(List<byte[]> contents) {
    return last.size() == contents.size()
        && IntStream.range(0, contents.size())
            .allMatch(i -> Arrays.equals(last.get(i), contents.get(i)));
  }

  private Path copy() throws IOException {
    Path directory = Files.createDirectory(copies.resolve(String.valueOf(kept.size())));
    for (String name : files) {
      if (Files.exists(original.resolve(name))) {
        Files.copy(original.resolve(name), directory.resolve(name));
      }
    }
    return directory;
  }
}
