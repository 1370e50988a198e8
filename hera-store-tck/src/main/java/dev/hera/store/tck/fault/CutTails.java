package dev.hera.store.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.run.ParallelChecks;
import dev.hera.store.tck.scenario.ScenarioPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Files of a store that lost their ends. */
public final class CutTails {
  private CutTails() {}

  /** How many of the cut files were opened, and how many refused. */
  public record Outcome(int opened, int refused) {}

  /**
   * Runs a {@link ScenarioPlan}, copies the files while the store is open, cuts one of them off at
   * random lengths, and asserts that each is either refused and left untouched, or opens to the
   * whole state of an earlier moment.
   *
   * @param cut the name of the file that is cut off
   * @param others the names of the other files that belong to it, as far as they exist
   */
  public static Outcome assertSound(
      WatchedOpener opener, Path directory, String cut, List<String> others, int cuts) {
    try {
      Path original = Files.createDirectory(directory.resolve("original"));
      Map<String, byte[]> files = new HashMap<>();
      ScenarioPlan scenario;
      try (HeraStore store = opener.open(original)) {
        scenario = ScenarioPlan.on(store);
        scenario.run();
        for (String name : others) {
          if (Files.exists(original.resolve(name))) {
            files.put(name, Files.readAllBytes(original.resolve(name)));
          }
        }
        files.put(cut, Files.readAllBytes(original.resolve(cut)));
      }
      return cut(opener, directory, new Cutting(scenario, files, cut), cuts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Cutting(ScenarioPlan scenario, Map<String, byte[]> files, String cut) {
    /** Writes the files, and gives the one that is cut off. */
    Path write(Path directory, int length) throws IOException {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(directory.resolve(file.getKey()), file.getValue());
      }
      return Files.write(directory.resolve(cut), Arrays.copyOf(whole(), length));
    }

    byte[] whole() {
      return Objects.requireNonNull(files.get(cut));
    }
  }

  private static Outcome cut(WatchedOpener opener, Path directory, Cutting cutting, int cuts) {
    long seed = System.nanoTime();
    System.out.println("cut tails with seed " + seed);
    int[] lengths = new Random(seed).ints(cuts, 0, cutting.whole().length).toArray();
    AtomicInteger opened = new AtomicInteger();
    ParallelChecks.each(
        cuts,
        i -> {
          if (isSound(opener, directory.resolve("cut-" + i), cutting, lengths[i])) {
            opened.incrementAndGet();
          }
        });
    return new Outcome(opened.get(), cuts - opened.get());
  }

  /**
   * Whether the files with this cut opened; when they did not, that they were left as they were.
   */
  private static boolean isSound(WatchedOpener opener, Path place, Cutting cutting, int length) {
    try {
      Path file = cutting.write(Files.createDirectory(place), length);
      boolean isOpened = isOpened(opener, cutting.scenario(), place, length);
      if (!isOpened) {
        assertThat(Files.readAllBytes(file))
            .as("refused and untouched: cut at %s", length)
            .isEqualTo(Arrays.copyOf(cutting.whole(), length));
      }
      delete(place);
      return isOpened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOpened(
      WatchedOpener opener, ScenarioPlan scenario, Path place, int length) {
    try (HeraStore store = opener.open(place)) {
      try {
        HeraInvariants.of(store).assertHold();
        scenario.assertEarlier(store);
      } catch (StoreUnavailableException e) {
        return false;
      }
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    } catch (AssertionError e) {
      throw new AssertionError("cut at " + length, e);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
