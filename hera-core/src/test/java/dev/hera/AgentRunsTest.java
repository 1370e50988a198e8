package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@Proves("G24")
class AgentRunsTest {
  private static final LaunchKey FIRST = new LaunchKey("first");

  private final AgentRuns runs = new AgentRuns();
  private final Future<?> work = new CompletableFuture<String>();

  private static Found.Ended end(int epoch) {
    return new Found.Ended(epoch, OptionalInt.of(0));
  }

  private void beginAndEnd(int count) {
    for (int i = 0; i < count; i++) {
      LaunchKey key = new LaunchKey("other-" + i);
      assertThat(runs.begin(key, 1, work)).isNull();
      runs.end(key, end(1));
    }
  }

  @Test
  void an_end_is_known_until_many_others_came() {
    assertThat(runs.begin(FIRST, 1, work)).isNull();
    runs.end(FIRST, end(1));

    beginAndEnd(AgentRuns.ENDS_KEPT - 1);
    assertThat(runs.find(FIRST)).contains(end(1));
    assertThat(runs.isNew(FIRST, 1)).isFalse();

    beginAndEnd(AgentRuns.ENDS_KEPT);
    assertThat(runs.find(FIRST)).isEmpty();
    assertThat(runs.isNew(FIRST, 1)).isTrue();
  }

  @Test
  void what_runs_is_known_however_many_others_ended() {
    assertThat(runs.begin(FIRST, 1, work)).isNull();
    beginAndEnd(2 * AgentRuns.ENDS_KEPT);

    assertThat(runs.find(FIRST)).contains(new Found.Running(1));
  }

  @Test
  void the_end_of_an_earlier_epoch_means_nothing_any_more() {
    assertThat(runs.begin(FIRST, 1, work)).isNull();
    assertThat(runs.isNew(FIRST, 2)).isTrue();
    assertThat(runs.begin(FIRST, 2, new CompletableFuture<String>())).isSameAs(work);

    runs.end(FIRST, end(1));
    assertThat(runs.find(FIRST)).contains(new Found.Running(2));
    runs.end(FIRST, end(2));
    assertThat(runs.find(FIRST)).contains(end(2));
  }

  @Test
  void a_later_epoch_takes_the_place_of_an_end() {
    assertThat(runs.begin(FIRST, 1, work)).isNull();
    runs.end(FIRST, end(1));

    assertThat(runs.begin(FIRST, 2, work)).isNull();
    assertThat(runs.find(FIRST)).contains(new Found.Running(2));
  }
}
