package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.AlreadyBoundException;
import dev.hera.error.LaunchFailedException;
import dev.hera.error.NotFoundException;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.Plan;
import dev.hera.result.NodeUpdated;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Status;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.view.ViewState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Base branches that callers name: checked when they are given, and changed before the start. */
@Proves("G17")
class BaseBranchTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private void isMissing(String branch) {
    world
        .launcher()
        .hasBase(branch, new FoundBase.Missing("project 'x' has no branch '" + branch + "'"));
  }

  private Coordinator open(Caller caller, String base, String key) {
    Newcomer newcomer = world.hera().newcomer(caller);
    return (key == null ? newcomer : newcomer.once(key))
        .newOrchestrator("other", "lead", null, base);
  }

  private Caller session() {
    return world.hera().tasks().register(new NewTask("other", null, null, "mine"));
  }

  @Test
  void an_orchestrator_s_base_that_is_not_there_is_refused_until_it_is() {
    isMissing("none");
    Caller caller = session();
    assertThatThrownBy(() -> open(caller, "none", null))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(
            "baseBranch: project 'x' has no branch 'none'; make it, or name another one and call"
                + " again");
    assertThat(world.hera().orchestrators()).containsExactly(TestWorld.PLACE);
    world.launcher().hasBase("none", new FoundBase.At("1"));
    assertThat(open(caller, "none", "key").membership().resumed()).isFalse();
    isMissing("none");
    assertThat(open(caller, "none", "key").membership().resumed()).isFalse();
  }

  @Test
  void its_coordinator_changes_the_base_by_opening_it_again() {
    Caller caller = session();
    Coordinator lead = open(caller, "one", null);
    lead.submit(Plan.builder().node("a", "a").node("b", "b").after("a").build());
    assertThatThrownBy(() -> open(caller, null, null)).isInstanceOf(AlreadyBoundException.class);
    assertThat(open(caller, "two", null).membership().resumed()).isTrue();
    assertThat(world.orchestrator("other").baseBranch()).isEqualTo("two");
    world.tick();
    assertThat(world.launcher().request("a").baseBranch()).isEqualTo("two");
    isMissing("three");
    assertThatThrownBy(() -> open(caller, "three", null)).isInstanceOf(NotFoundException.class);
    assertThat(world.orchestrator("other").baseBranch()).isEqualTo("two");
  }

  @Test
  void a_new_base_has_what_failed_for_the_old_one_tried_at_once() {
    Caller caller = session();
    Coordinator lead = open(caller, "one", null);
    world.launcher().throwsAtStart("a", LaunchException.permanent("no branch one"));
    lead.submit(Plan.builder().node("a", "a").build());
    world.tick();
    world.tick();
    world.launcher().worksAgain("a");
    open(caller, "two", null);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launcher().request("a").baseBranch()).isEqualTo("two");
  }

  @Test
  void the_branch_of_a_spawned_worker_is_checked() {
    isMissing("none");
    LaunchOptions options = new LaunchOptions("none", null, null);
    assertThatThrownBy(() -> world.lead().spawn("look", "scout", null, options))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("branch: project 'x' has no branch 'none'");
    assertThat(world.hera().plan(TestWorld.PLACE).nodes()).isEmpty();
  }

  private NodeUpdated based(String node, @Nullable String prompt, String base) {
    LaunchOptions options = new LaunchOptions(base, null, null);
    return world.lead().update(node, new NodeEdit(prompt, null, null, options));
  }

  @Test
  void a_node_s_base_can_be_changed_before_it_starts() {
    world.chain("a", "b");
    isMissing("none");
    assertThatThrownBy(() -> based("b", null, "none")).isInstanceOf(NotFoundException.class);
    assertThat(based("b", null, "release").changed()).containsExactly("baseBranch");
    assertThat(based("b", null, "release").changed()).isEmpty();
    assertThat(based("a", "x", "release").changed()).containsExactly("prompt", "baseBranch");
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    world.tick();
    assertThat(world.launcher().request("a").baseBranch()).isEqualTo("release");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("b").baseBranch()).isEqualTo("release");
    assertThat(world.launcher().request("b").prompt())
        .contains("hera/shop/a of a (not in your base");
  }

  @Test
  void what_the_notice_of_a_failed_start_advises_lets_the_node_start() {
    world.launcher().throwsAtStart("a", LaunchException.permanent("no branch 'trunk'"));
    world.roots("a");
    world.tick();
    assertThat(world.lead().inbox().messages())
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.body())
                    .contains("`Coordinator.update` (prompt, project, `baseBranch`)"));
    world.launcher().worksAgain("a");
    based("a", null, "main");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  void a_branch_that_comes_has_the_start_that_lacked_it_tried() {
    isMissing("late");
    world.launcher().throwsAtStart("a", LaunchException.permanent("no branch 'late'"));
    world.launcher().hasBase("trunk", new FoundBase.Missing("no"));
    world.roots("a");
    world.tick();
    assertThat(world.launcher().started()).isEmpty();
    world.launcher().worksAgain("a");
    world.launcher().hasBase("trunk", new FoundBase.At("1"));
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  void who_takes_an_orchestrator_over_may_name_another_base() {
    Caller first = session();
    open(first, "one", null);
    world.hera().tasks().archive(((Caller.OfTask) first).task());
    Coordinator lead = open(session(), "two", null);
    assertThat(lead.membership().resumed()).isTrue();
    lead.submit(Plan.builder().node("a", "a").build());
    world.tick();
    assertThat(world.launcher().request("a").baseBranch()).isEqualTo("two");
  }

  @Test
  @Proves("G26")
  void the_branches_of_a_failed_spawn_are_not_asked_for_again() {
    world.launcher().throwsAtStart("scout", new LaunchException("no room"));
    assertThatThrownBy(() -> world.lead().spawn("look", "scout", null, LaunchOptions.NONE))
        .isInstanceOf(LaunchFailedException.class);
    assertAsksForNoBranch();
  }

  @Test
  void the_branches_of_a_failed_start_are_asked_for_only_while_it_may_be_tried_again() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.roots("a");
    world.tick();
    int before = world.launcher().basesAsked();
    world.tick();
    assertThat(world.launcher().basesAsked()).isGreaterThan(before);
    world.hera().archive(TestWorld.PLACE);
    world.tick();
    assertAsksForNoBranch();
  }

  private void assertAsksForNoBranch() {
    int before = world.launcher().basesAsked();
    world.tick();
    world.tick();
    assertThat(world.launcher().basesAsked()).isEqualTo(before);
  }
}
