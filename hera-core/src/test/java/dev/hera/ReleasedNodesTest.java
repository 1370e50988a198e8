package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who starts the nodes that a {@code done} released: it itself, or the queue of what is due. */
@Timeout(60)
class ReleasedNodesTest {
  private final CountingStore store = new CountingStore();
  private final ScriptedLauncher launcher = new ScriptedLauncher();
  private final HeraBuilder building =
      Hera.builder(store).launcher(launcher).sweepInterval(Duration.ofDays(1));
  private final List<String> started = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Hera hera;

  @AfterEach
  void close() {
    hera.close();
  }

  private void runs(HeraBuilder built, Plan.Builder plan, String last) throws Exception {
    hera = built.build();
    Plan whole = plan.build();
    whole.nodes().forEach(node -> reportsDone(node.name(), node.name().equals(last)));
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    lead.submit(whole);
    hera.start();
    assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void reportsDone(String role, boolean last) {
    launcher.onStart(
        role,
        request -> {
          started.add(role);
          hera.participant(Caller.worker(launcher.token(role)), null).report(Status.DONE);
          if (last) {
            over.countDown();
          }
        });
  }

  private static Plan.Builder chain(int length) {
    Plan.Builder plan = Plan.builder().node("n0", "do it");
    IntStream.range(1, length).forEach(i -> plan.node("n" + i, "do it").after("n" + (i - 1)));
    return plan;
  }

  @Test
  @Proves({"G7", "G22"})
  void a_node_of_a_chain_is_started_without_a_look_at_what_is_due() throws Exception {
    runs(building, chain(40), "n39");

    assertThat(started).hasSize(40).doesNotHaveDuplicates();
    assertThat(store.readers().stream().filter("hera-gater"::equals)).hasSizeLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"1, 2147483647", "2147483647, 1"})
  @Proves({"G7", "G11"})
  void where_places_are_limited_nodes_that_wait_come_first(int ofHera, int ofEach)
      throws Exception {
    Plan.Builder plan = chain(1);
    IntStream.range(1, 9).forEach(i -> plan.node("n" + i, "do it"));
    plan.node("n9", "do it").after("n0");

    runs(building.maxLiveWorkers(ofHera, ofEach), plan, "n9");

    List<String> inOrder = IntStream.range(0, 10).mapToObj(i -> "n" + i).toList();
    assertThat(started).containsExactlyElementsOf(inOrder);
  }
}
