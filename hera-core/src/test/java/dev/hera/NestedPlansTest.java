package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;
import org.junit.jupiter.api.Test;

/** A coordinator looks at the plans below its own, and acts in its own only. */
@Proves("V5")
class NestedPlansTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team top = new Team(world, "top");
  private final Coordinator child = below("top", "child");
  private final Coordinator grandchild = below("child", "grandchild");

  private Coordinator below(String parent, String name) {
    Caller caller = hera.tasks().register(NewTask.named(name));
    hera.newcomer(caller).join(parent, "leads-" + name, RoleKind.WORKER, null, null);
    hera.newcomer(caller)
        .newOrchestrator(name, "lead")
        .plan(Plan.Node.worker("in-" + name, "do it"));
    return hera.coordinator(caller, name);
  }

  private Coordinator topIn(String orchestrator) {
    return hera.coordinator(top.caller("lead"), orchestrator);
  }

  @Test
  void the_plans_below_are_shown_and_explained_at_any_depth() {
    for (String name : new String[] {"child", "grandchild"}) {
      assertThat(topIn(name).plan()).isEqualTo(hera.plan(name));
      assertThat(topIn(name).explain("in-" + name).mission()).isEqualTo("do it");
    }
    assertThat(topIn("top").plan()).isEqualTo(hera.plan("top"));
    assertThat(topIn("grandchild").explain("in-grandchild"))
        .isEqualTo(grandchild.explain("in-grandchild"));
  }

  @Test
  void but_nothing_is_done_there() {
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("child").cancel("in-child"));
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("child").inbox());
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("child").archive());
  }

  @Test
  void nobody_looks_upwards_or_sideways_and_workers_look_nowhere() {
    new Team(world, "stranger");
    top.worker("w");
    Caller grandchildLead = Caller.task(callerOf("grandchild"));
    refused(world, ErrorCode.NOT_BOUND, () -> hera.participant(grandchildLead, "top").plan());
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("stranger").plan());
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("none").plan());
    refused(
        world,
        ErrorCode.NOT_BOUND,
        () -> hera.participant(top.caller("w"), "child").explain("in-child"));
  }

  private TaskId callerOf(String orchestrator) {
    return hera.coordinator(
            Caller.task(
                (orchestrator.equals("grandchild") ? grandchild : child).membership().taskId()),
            orchestrator)
        .membership()
        .taskId();
  }

  @Proves("M3")
  @Test
  void an_archived_one_is_shown_to_nobody() {
    child.archive();
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("child").plan());
    refused(world, ErrorCode.NOT_BOUND, () -> topIn("grandchild").plan());
  }
}
