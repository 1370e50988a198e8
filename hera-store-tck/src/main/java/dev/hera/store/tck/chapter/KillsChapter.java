package dev.hera.store.tck.chapter;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a store when its process is killed. */
@Timeout(value = 1_800, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class KillsChapter extends Chapter {
  /** How many processes repay what it costs to archive their classes. */
  private static final int WORTH_AN_ARCHIVE = 8;

  public KillsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void a_process_killed_amid_writes_loses_nothing_that_was_answered_or_seen(
      @TempDir Path place, @TempDir Path classes) {
    assumeTrue(tested.survivesKill());
    KilledWriter writer = new KilledWriter(tested, place, classes);
    if (tested.kills() >= WORTH_AN_ARCHIVE) {
      writer.archiveClasses();
    }
    for (int round = 1; round <= tested.kills(); round++) {
      writer.killAmidWrites(round);
    }
  }

  @Test
  void a_process_killed_at_rest_loses_nothing_that_was_answered(
      @TempDir Path place, @TempDir Path classes) {
    assumeTrue(tested.survivesKill());
    new KilledWriter(tested, place, classes).killAtRest();
  }

  @Test
  void a_store_whose_process_was_killed_amid_a_work_is_soon_open_again(
      @TempDir Path place, @TempDir Path classes) {
    assumeTrue(tested.survivesKill());
    new KilledWriter(tested, place, classes).killAmidAWork();
  }
}
