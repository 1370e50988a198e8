package dev.hera.store.sqlite;

import dev.hera.Proves;
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

  @Proves("M26")
  @Test
  void a_process_killed_amid_writes_loses_no_answered_one() {
    KilledWriter.assertLosesNothing(Opener.class, directory.resolve("hera.db"), Effort.of(25, 200));
  }

  /** Opens the store as an app does that says nothing about durability. */
  public static final class Opener implements KilledWriter.Opener {
    @Override
    public HeraStore open(Path place) {
      return SqliteStore.open(place);
    }
  }
}
