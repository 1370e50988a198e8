package dev.hera.view.recap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
  private static String cause(PlanView.Node node) {
    return "it \"reported\" " + node.state().wire();
  }

  private static PlanView.Node node(
      int id, String name, ViewState state, Status status, String error, String... after) {
    return new PlanView.Node(
        name,
        new RoleId(id),
        NodeKind.WORKER,
        state,
        status,
        null,
        null,
        "hera/o/" + name,
        null,
        List.of(after),
        List.of(),
        error == null ? 0 : 1,
        error);
  }

  private static PlanDigest digest(Set<RoleId> restarted, PlanView.Node... nodes) {
    PlanView plan = new PlanView("o", List.of(nodes));
    return PlanDigest.of(
        plan, PlanProgress.of(plan, Set.of(), restarted), restarted, PlanDigestTest::cause);
  }

  @Test
  void what_somebody_has_to_act_on_comes_first_and_says_why() {
    PlanDigest digest =
        digest(
            Set.of(new RoleId(10)),
            node(1, "over", ViewState.DONE, Status.DONE, null),
            node(2, "waits", ViewState.PLANNED, null, null, "over", "works", "unknown"),
            node(3, "review", ViewState.IN_REVIEW, Status.DONE, null),
            node(4, "works", ViewState.WORKING, Status.WORKING, null),
            node(5, "held", ViewState.HELD, null, null, "over", "broken"),
            node(6, "undone", ViewState.DONE, Status.WORKING, null),
            node(7, "broken", ViewState.FAILED, Status.FAILED, null),
            node(8, "unstarted", ViewState.READY, null, "no such branch"),
            node(9, "asks", ViewState.WORKING, Status.BLOCKED, null),
            node(10, "again", ViewState.FAILED, Status.FAILED, null),
            node(11, "off", ViewState.CANCELLED, null, null));
    assertThat(digest.nodes().stream().map(line -> line.name() + ": " + line.why()))
        .containsExactly(
            "asks: asks for help",
            "broken: it \"reported\" failed",
            "unstarted: its start failed: no such branch",
            "undone: accepted without done, so what waits for it is held",
            "held: behind broken",
            "works: null",
            "again: started again since it reported failed",
            "review: on hera/o/review",
            "waits: after works, unknown",
            "over: null",
            "off: null");
    assertThat(digest.leftOut()).isZero();
    assertThat(digest.progress()).isEqualTo(PlanProgress.UNDER_WAY);
  }

  @Test
  void a_plan_of_any_size_has_a_page_and_all_its_counts() {
    List<String> asked = new ArrayList<>();
    PlanView plan =
        new PlanView(
            "o",
            Stream.concat(
                    IntStream.range(0, 5_000)
                        .mapToObj(i -> node(i, "n".repeat(59) + i, ViewState.DONE, null, null)),
                    IntStream.range(5_000, 5_500)
                        .mapToObj(i -> node(i, "f".repeat(60) + i, ViewState.FAILED, null, null)))
                .toList());
    PlanDigest digest =
        PlanDigest.of(
            plan,
            PlanProgress.STUCK,
            Set.of(),
            node -> {
              asked.add(node.name());
              return "\u0001 \"\\😀".repeat(500);
            });
    int bytes =
        digest.nodes().stream()
            .mapToInt(line -> Room.bytes(line.name()) + Room.bytes(String.valueOf(line.why())))
            .sum();
    assertThat(bytes).isBetween(PlanDigest.BYTES / 2, PlanDigest.BYTES);
    assertThat(asked).as("a cause costs a look into the history").hasSizeLessThan(20);
    assertThat(digest.nodes()).allMatch(line -> line.state() == ViewState.FAILED);
    assertThat(digest.nodes().size() + digest.leftOut()).isEqualTo(5_500);
    assertThat(digest.counts()).containsEntry(ViewState.DONE, 5_000);
  }
}
