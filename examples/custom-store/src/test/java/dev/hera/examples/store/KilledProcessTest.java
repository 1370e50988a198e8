package dev.hera.examples.store;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.fault.KilledWriter;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_800)
class KilledProcessTest {
  @TempDir Path directory;

  @Test
  void a_process_killed_amid_writes_loses_no_answered_one() {
    KilledWriter.assertLosesNothing(Opener.class, directory.resolve("maps"), Effort.of(3, 100));
  }

  /** Opens the store as an app does. */
  public static final class Opener implements KilledWriter.Opener {
    @Override
    public HeraStore open(Path place) {
      return MapStore.open(place);
    }
  }
}
