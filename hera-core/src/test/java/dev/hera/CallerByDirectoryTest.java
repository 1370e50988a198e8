package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerByDirectoryTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();

  private static Caller at(String directory) {
    return Caller.directory(Path.of(directory));
  }

  private TaskId session(String worktree) {
    Caller caller = hera.tasks().register(new NewTask(worktree, null, worktree, null));
    return ((Caller.OfTask) caller).task();
  }

  private TaskId opened(String orchestrator, String worktree) {
    TaskId task = session(worktree);
    hera.newcomer(Caller.task(task)).newOrchestrator(orchestrator, "lead");
    return task;
  }

  private Membership claim(String directory) {
    return hera.participant(at(directory), null).membership();
  }

  @Proves("V4")
  @ParameterizedTest
  @CsvSource({
    "/wt/a, outer",
    "/wt/a/src/main, outer",
    "/wt/a/nested, outer",
    "/wt/a/nested/deep, inner",
    "/wt/a/nested/deep/src, inner",
    "/wt/a/nested/deeper, outer",
  })
  void the_longest_worktree_around_the_directory_names_the_task(String cwd, String orchestrator) {
    opened("outer", "/wt/a");
    opened("inner", "/wt/a/nested/deep");

    assertThat(claim(cwd).orchestrator()).isEqualTo(orchestrator);
  }

  @Proves("V4")
  @ParameterizedTest
  @CsvSource({"/wt/ab", "/wt/a2/src", "/wt", "/"})
  void a_directory_outside_of_every_worktree_is_unknown(String cwd) {
    opened("outer", "/wt/a");

    refused(world, ErrorCode.UNKNOWN_CALLER, () -> claim(cwd));
  }

  @Test
  void an_obstacle_is_told_to_a_caller_of_whom_no_task_is_found() {
    world.directories().obstructs("/wt/bare", "it is bare; make a worktree");

    assertThat(refused(world, ErrorCode.UNKNOWN_CALLER, () -> claim("/wt/bare")))
        .hasMessageEndingWith("works in this directory; it is bare; make a worktree");
    assertThat(
            refused(
                world,
                ErrorCode.UNKNOWN_CALLER,
                () -> hera.newcomer(at("/wt/bare")).newOrchestrator("o", "lead")))
        .hasMessageContaining("make a worktree");

    opened("known", "/wt/bare");
    assertThat(claim("/wt/bare").orchestrator()).isEqualTo("known");
  }

  @Proves("V4")
  @ParameterizedTest
  @CsvSource({
    "/wt/a/clone/src, /wt/a/clone, false",
    "/wt/a/clone, /wt/a/clone, false",
    "/wt/a/.hera/w1/src, /wt/a/.hera, false",
    "/wt/a/src, /wt/a, true",
  })
  void the_search_stays_within_the_boundary_of_the_directory(
      String cwd, String boundary, boolean found) {
    TaskId outer = opened("outer", "/wt/a");
    world.directories().boundary(cwd, boundary);

    if (found) {
      assertThat(claim(cwd).taskId()).isEqualTo(outer);
    } else {
      refused(world, ErrorCode.UNKNOWN_CALLER, () -> claim(cwd));
    }
  }

  @Proves("V4")
  @Test
  void archived_tasks_do_not_count() {
    TaskId outer = opened("outer", "/wt/a");
    hera.tasks().archive(opened("inner", "/wt/a/in"));

    assertThat(claim("/wt/a/in").taskId()).isEqualTo(outer);
    hera.tasks().archive(outer);
    refused(world, ErrorCode.UNKNOWN_CALLER, () -> claim("/wt/a/in"));
  }

  @Proves("V4")
  @ParameterizedTest
  @CsvSource({
    "IN_PROGRESS, COMPLETE, first",
    "IN_PROGRESS, IN_REVIEW, first",
    "PENDING, IN_PROGRESS, second",
    "COMPLETE, IN_PROGRESS, second",
  })
  void of_several_tasks_on_one_worktree_the_only_one_in_progress_wins(
      TaskStatus first, TaskStatus second, String orchestrator) {
    hera.tasks().setStatus(opened("first", "/wt/a"), first);
    hera.tasks().setStatus(opened("second", "/wt/a"), second);

    assertThat(claim("/wt/a").orchestrator()).isEqualTo(orchestrator);
  }

  @Proves("V4")
  @ParameterizedTest
  @CsvSource({"IN_PROGRESS, IN_PROGRESS", "COMPLETE, IN_REVIEW", "PENDING, PENDING"})
  void several_tasks_of_one_worktree_are_listed_when_none_stands_out(
      TaskStatus first, TaskStatus second) {
    TaskId one = opened("first", "/wt/a");
    TaskId two = opened("second", "/wt/a");
    hera.tasks().setStatus(one, first);
    hera.tasks().setStatus(two, second);

    HeraException refusal = refused(world, ErrorCode.AMBIGUOUS_CALLER, () -> claim("/wt/a"));
    List<String> listed = List.of(one.value() + " /wt/a", two.value() + " /wt/a");
    assertThat(((AmbiguousCallerException) refusal).candidates()).isEqualTo(listed);
    assertThat(refusal.details()).containsEntry("tasks", listed);
  }

  @Proves("V5")
  @Test
  void a_task_without_a_live_binding_is_told_how_to_get_one() {
    session("/wt/a");

    assertThat(refused(world, ErrorCode.NOT_BOUND, () -> claim("/wt/a")))
        .hasMessageContaining("Newcomer.join")
        .hasMessageContaining("Newcomer.newOrchestrator");
    Participant elsewhere = hera.participant(at("/wt/a"), "nowhere");
    assertThat(refused(world, ErrorCode.NOT_BOUND, elsewhere::membership))
        .hasMessageContaining("active orchestrator \"nowhere\"; join it with");
  }

  @Proves("V5")
  @Test
  void a_task_with_several_bindings_must_name_the_orchestrator() {
    opened("above", "/wt/above");
    TaskId task = opened("below", "/wt/a");
    hera.newcomer(Caller.task(task)).join("above", "w", RoleKind.WORKER, null, null);

    HeraException refusal = refused(world, ErrorCode.AMBIGUOUS_CALLER, () -> claim("/wt/a"));
    assertThat(refusal.details()).containsEntry("orchestrators", List.of("below", "above"));
    assertThat(hera.participant(at("/wt/a"), "above").membership().roleName()).isEqualTo("w");
    assertThat(hera.participant(at("/wt/a"), " below ").membership().roleName()).isEqualTo("lead");
  }

  @Proves("V5")
  @Test
  void a_binding_elsewhere_is_none_in_the_named_orchestrator() {
    opened("above", "/wt/above");
    opened("below", "/wt/a");

    for (String place : List.of("above", "nowhere")) {
      Participant participant = hera.participant(at("/wt/a"), place);
      assertThat(refused(world, ErrorCode.NOT_BOUND, participant::membership))
          .hasMessageContaining("you have one in \"below\": name that")
          .hasMessageContaining("Newcomer.join");
    }
    TaskId worker = session("/wt/w");
    hera.newcomer(Caller.task(worker)).join("above", "w", RoleKind.WORKER, null, null);
    assertThat(
            refused(
                world,
                ErrorCode.NOT_BOUND,
                () -> hera.participant(at("/wt/w"), "below").membership()))
        .as("a worker has one place")
        .hasMessageContaining("to go there instead, call `Participant.move`")
        .hasMessageContaining("Newcomer.join");
  }

  @Proves("V5")
  @Test
  void bindings_of_archived_orchestrators_do_not_count() {
    opened("above", "/wt/above");
    TaskId task = opened("below", "/wt/a");
    hera.newcomer(Caller.task(task)).join("above", "w", RoleKind.WORKER, null, null);
    hera.archive("below");

    assertThat(claim("/wt/a").orchestrator()).isEqualTo("above");
    hera.archive("above");
    refused(world, ErrorCode.NOT_BOUND, () -> claim("/wt/a"));
    Participant there = hera.participant(at("/wt/a"), "above");
    refused(world, ErrorCode.NOT_BOUND, there::membership);
  }

  @Proves("V4")
  @Test
  void opening_and_joining_register_a_new_directory_as_a_task_in_progress() {
    world.directories().registers("/repo", new NewTask("repo", "shop", "/repo", "main"));
    world.directories().registers("/repo2", new NewTask("repo2", "shop", "/repo2", "topic"));

    TaskId lead = hera.newcomer(at("/repo")).newOrchestrator("o", "lead").membership().taskId();
    Membership joined = hera.newcomer(at("/repo2")).join("o", "w", RoleKind.WORKER, null, null);

    assertThat(task(lead))
        .extracting(Task::name, Task::project, Task::worktree, Task::branch, Task::status)
        .containsExactly("repo", "shop", "/repo", "main", TaskStatus.IN_PROGRESS);
    assertThat(task(joined.taskId()).branch()).isEqualTo("topic");
    assertThat(claim("/repo").taskId()).isEqualTo(lead);
  }

  private Task task(TaskId id) {
    return world.store().read(tx -> tx.tasks().find(id)).orElseThrow();
  }

  @Proves("V4")
  @Test
  void a_directory_whose_task_is_known_is_not_registered_again() {
    TaskId known = session("/repo");
    world.directories().registers("/repo", new NewTask("again", null, "/repo", null));

    Coordinator lead = hera.newcomer(at("/repo")).newOrchestrator("o", "lead");
    assertThat(lead.membership().taskId()).isEqualTo(known);
  }

  @Proves({"V3", "V4"})
  @Test
  void a_refused_verb_registers_nothing() {
    opened("o", "/wt/a");
    world.directories().registers("/repo", new NewTask("repo", null, "/repo", null));

    refused(
        world,
        ErrorCode.COORDINATOR_EXISTS,
        () -> hera.newcomer(at("/repo")).newOrchestrator("o", "x"));
    refused(
        world,
        ErrorCode.NOT_FOUND,
        () -> hera.newcomer(at("/repo")).join("none", "w", RoleKind.WORKER, null, null));
  }

  @Proves("V4")
  @Test
  void every_other_verb_leaves_a_new_directory_unknown() {
    opened("o", "/wt/a");
    world.directories().registers("/repo", new NewTask("repo", null, "/repo", null));

    refused(world, ErrorCode.UNKNOWN_CALLER, () -> claim("/repo"));
    refused(world, ErrorCode.UNKNOWN_CALLER, () -> hera.participant(at("/repo"), "o").inbox());
    refused(world, ErrorCode.UNKNOWN_CALLER, () -> hera.newcomer(at("/repo")).rebind(null, null));
  }
}
