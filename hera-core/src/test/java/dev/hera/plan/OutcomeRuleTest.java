package dev.hera.plan;

import static dev.hera.plan.BlockerOutcome.FAILED;
import static dev.hera.plan.BlockerOutcome.SATISFIED;
import static dev.hera.plan.BlockerOutcome.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@Proves({"G1", "G2"})
class OutcomeRuleTest {

  /** One row of the table as the specification writes it. */
  private record Row(int number, Predicate<NodeFacts> fact, BlockerOutcome outcome) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(1, NodeFacts::cancelled, SATISFIED),
          new Row(2, facts -> facts.archived() && !facts.started(), SATISFIED),
          new Row(3, facts -> facts.status() == Status.DONE, SATISFIED),
          new Row(4, facts -> facts.status() == Status.FAILED, FAILED),
          new Row(5, facts -> facts.kind() == RoleKind.COORDINATOR && facts.live(), WORKING),
          new Row(6, facts -> !facts.started(), WORKING),
          new Row(7, facts -> !facts.live(), FAILED),
          new Row(8, facts -> facts.taskStatus() == null, FAILED),
          new Row(
              9,
              facts ->
                  Set.of(TaskStatus.PENDING, TaskStatus.IN_PROGRESS).contains(facts.taskStatus()),
              WORKING),
          new Row(10, facts -> true, FAILED));

  private static Row firstThatApplies(NodeFacts facts) {
    return TABLE.stream().filter(row -> row.fact().test(facts)).findFirst().orElseThrow();
  }

  @Test
  void every_combination_of_facts_is_decided_by_the_first_row_that_applies() {
    for (NodeFacts facts : AllFacts.list()) {
      OutcomeRule rule = OutcomeRule.of(facts);
      Row row = firstThatApplies(facts);
      assertThat(rule.number()).as(facts.toString()).isEqualTo(row.number());
      assertThat(rule.outcome()).as(facts.toString()).isEqualTo(row.outcome());
    }
  }

  @Test
  void the_combinations_reach_every_row() {
    assertThat(AllFacts.list().stream().map(OutcomeRule::of).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(OutcomeRule.values());
  }

  @Test
  void the_rows_are_numbered_in_the_order_of_the_table_and_each_says_why() {
    OutcomeRule[] rules = OutcomeRule.values();
    for (int i = 0; i < rules.length; i++) {
      assertThat(rules[i].number()).isEqualTo(i + 1);
    }
    assertThat(List.of(rules))
        .extracting(OutcomeRule::because)
        .doesNotHaveDuplicates()
        .allSatisfy(because -> assertThat(because).startsWith("it").contains(" "));
  }

  @Test
  void a_failed_status_decides_also_with_a_live_session_at_work() {
    NodeFacts facts =
        new NodeFacts(
            RoleKind.WORKER, true, false, false, Status.FAILED, true, true, TaskStatus.IN_PROGRESS);
    assertThat(OutcomeRule.of(facts)).isEqualTo(OutcomeRule.REPORTED_FAILED);
  }

  @Test
  void outcomes_have_their_wire_names() {
    assertThat(List.of(BlockerOutcome.values()))
        .extracting(BlockerOutcome::wire)
        .containsExactly("satisfied", "working", "failed");
  }
}
