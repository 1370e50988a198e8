package dev.hera.store.tck;

import static dev.hera.store.tck.BrokenStoresTest.rejectedAt;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.fault.KilledWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stores that answer before they commit are rejected by the contract, or by kills. */
@Timeout(600)
class EarlyAnsweringStoresTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> a_store_that_answers_before_it_commits_is_rejected() {
    return Stream.of(
        rejectedAt(
            "commits when the next write comes",
            none -> new EarlyAnsweringStores.CommitsLater(),
            "Threads.a_read_begun_after_a_write_returned_sees_it"));
  }

  @Test
  void a_store_that_answers_before_it_writes_is_rejected_by_kills() {
    assertThatThrownBy(() -> assertLosesNothing(Early.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("answered until round 1");
  }

  @Test
  void a_store_that_writes_before_it_answers_survives_kills() {
    assertLosesNothing(Sound.class);
  }

  private void assertLosesNothing(Class<? extends KilledWriter.Opener> opener) {
    KilledWriter.assertLosesNothing(opener, directory.resolve("names"), 2);
  }

  /** Opens a store that would lose much more than the answers before a kill. */
  public static final class Early implements KilledWriter.Opener {
    @Override
    public HeraStore open(Path place) {
      return new EarlyAnsweringStores.Names(place, 1_000_000);
    }
  }

  /** Opens a store that loses nothing. */
  public static final class Sound implements KilledWriter.Opener {
    @Override
    public HeraStore open(Path place) {
      return new EarlyAnsweringStores.Names(place, 1);
    }
  }
}
