package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.Plan;
import dev.hera.result.Explanation;
import dev.hera.role.Caller;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Found;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallerByTokenTest {
  private static final OrchestratorId HERE = new OrchestratorId(1);

  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");

  private String launched(String node) {
    team.lead().plan(Plan.Node.worker(node, "do it"));
    hera.tick();
    return world.launcher().token(node);
  }

  @Proves("V6")
  @Test
  void the_token_alone_says_who_calls() {
    String token = launched("a");

    assertThat(hera.participant(Caller.worker(token), null).membership().roleName()).isEqualTo("a");
    assertThat(hera.isWorkerToken(token)).isTrue();
  }

  @Proves("V6")
  @Test
  void an_unknown_token_is_an_unknown_caller() {
    launched("a");
    Participant stranger = hera.participant(Caller.worker("0000"), null);

    refused(world, ErrorCode.UNKNOWN_CALLER, stranger::membership);
    assertThat(hera.isWorkerToken("0000")).isFalse();
  }

  @Proves("V6")
  @Test
  void a_caller_that_is_printed_does_not_show_its_token() {
    assertThat(Caller.worker("s3cret", Path.of("/w"))).hasToString("OfWorker[cwd=/w]");
  }

  @Proves("V6")
  @Test
  void a_directory_given_with_a_token_lies_in_the_workers_worktree() {
    String token = launched("a");
    Path worktree = Path.of(team.task("a").worktree());

    for (Path inside : List.of(worktree, worktree.resolve("src"))) {
      Participant worker = hera.participant(Caller.worker(token, inside), null);
      assertThat(worker.membership().roleName()).isEqualTo("a");
    }
    for (Path outside : List.of(Path.of(worktree + "b"), worktree.getParent(), Path.of("/"))) {
      Participant worker = hera.participant(Caller.worker(token, outside), null);
      refused(world, ErrorCode.FORBIDDEN, worker::inbox);
    }
  }

  @Proves({"V6", "G20", "G25"})
  @Test
  void a_token_speaks_for_every_live_binding_of_its_task() {
    team.lead().plan(new Plan.Node("child", NodeKind.SUBCOORD, null, "lead them", null));
    hera.tick();
    Caller caller = Caller.worker(world.launcher().token("child"));

    refused(world, ErrorCode.AMBIGUOUS_CALLER, hera.participant(caller, null)::membership);
    assertThat(hera.participant(caller, "o").membership().kind()).isEqualTo(RoleKind.WORKER);
    assertThat(hera.participant(caller, "child").membership().kind())
        .isEqualTo(RoleKind.COORDINATOR);
    hera.coordinator(caller, "child").plan(Plan.Node.worker("x", "do it"));
    refused(
        world,
        ErrorCode.FORBIDDEN,
        () -> hera.coordinator(caller, "o").plan(Plan.Node.worker("x", "do it")));
  }

  @Proves({"G25", "M3"})
  @Test
  void a_worker_whose_binding_ended_is_fenced_and_its_result_is_kept() {
    launched("a");
    Participant worker = world.worker("a");
    worker.report(Status.WORKING);
    hera.archive("o");

    refused(world, ErrorCode.FENCED, worker::membership);
    thrown(ErrorCode.FENCED, () -> worker.send(Outgoing.report(Status.DONE, "done", "all of it")));
    List<Event> late = events(EventKind.LATE_RESULT);
    assertThat(late).hasSize(1);
    assertThat(late.get(0).changes())
        .containsEntry("status", "done")
        .containsEntry("tldr", "done")
        .containsEntry("body", "all of it")
        .containsEntry("verb", "send");
  }

  private List<Event> events(EventKind kind) {
    return world.store().read(tx -> tx.events().list(HERE, 0, 1000)).stream()
        .filter(event -> event.kind() == kind)
        .toList();
  }

  @Proves("G23a")
  @Test
  void the_first_call_is_the_workers_acceptance_and_a_refused_one_is_not() {
    launched("a");
    Participant worker = world.worker("a");

    refused(
        world,
        ErrorCode.NOT_BOUND,
        hera.participant(Caller.worker(world.launcher().token("a")), "elsewhere")::inbox);
    assertThat(team.task("a").status()).isEqualTo(TaskStatus.PENDING);
    worker.membership();
    assertThat(team.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @Proves({"G25", "G28"})
  @Test
  void a_worker_that_was_given_up_before_its_first_call_is_fenced_for_the_next_one() {
    ScriptedLauncher launcher = world.launcher();
    launcher.answers("a", new Found.Unknown("nobody knows"));
    launcher.throwsAtStart("a", new IllegalStateException("the connection broke"));
    String first = launched("a");
    LaunchKey key = launcher.request("a").key();
    launcher.worksAgain("a");
    launcher.answersTheTruth("a");
    hera.unknownLaunches().retry("o", "a");
    hera.tick();

    assertThat(launcher.started()).containsExactly("a");
    assertThat(launcher.request("a").key()).isEqualTo(key);
    refused(world, ErrorCode.FENCED, hera.participant(Caller.worker(first), null)::membership);
    assertThat(world.worker("a").report(Status.WORKING).taskStatus())
        .isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(team.lead().explain("a").lateResults()).isEmpty();
    Participant fenced = hera.participant(Caller.worker(first), null);
    for (int i = 0; i <= Explanation.MOST_LATE_RESULTS; i++) {
      String tldr = "result " + i;
      thrown(ErrorCode.FENCED, () -> fenced.send(Outgoing.report(Status.DONE, tldr, "all of it")));
    }
    assertThat(team.lead().explain("a").lateResults())
        .hasSize(Explanation.MOST_LATE_RESULTS)
        .allMatch(late -> late.epoch() == 1 && "done".equals(late.status()))
        .last()
        .extracting(Explanation.LateResult::tldr, Explanation.LateResult::body)
        .containsExactly("result 10", "all of it");
  }

  @Proves({"G25", "V5"})
  @Test
  void a_worker_that_moved_goes_on_with_its_token_until_it_is_released_there() {
    Team others = new Team(world, "p");
    String token = launched("a");
    Participant worker = hera.participant(Caller.worker(token), null);
    worker.move("p", "a", RoleKind.WORKER, null);

    assertThat(worker.membership().orchestrator()).isEqualTo("p");
    assertThat(worker.report(Status.WORKING).taskStatus()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(others.role("a").status()).isEqualTo(Status.WORKING);
    hera.archive("p");
    refused(world, ErrorCode.FENCED, worker::membership);
  }

  @Proves({"G25", "M3", "G20"})
  @Test
  void a_sub_coordinator_whose_parent_was_archived_is_fenced_in_its_own_orchestrator_too() {
    team.lead().plan(new Plan.Node("child", NodeKind.SUBCOORD, null, "lead them", null));
    hera.tick();
    Caller caller = Caller.worker(world.launcher().token("child"));
    Participant coordinator = hera.participant(caller, "child");
    coordinator.membership();
    hera.archive("o");

    refused(world, ErrorCode.FENCED, coordinator::membership);
  }

  @Proves({"V6", "G25"})
  @Test
  void a_token_counts_also_in_a_directory_that_is_gone() {
    String token = launched("a");
    String worktree = Objects.requireNonNull(team.task("a").worktree());
    for (String gone : List.of("/nowhere", worktree + "/sub/../../x", worktree + "/sub")) {
      world.directories().missing(gone);
    }
    for (String outside : List.of("/nowhere", worktree + "/sub/../../x")) {
      Participant worker = hera.participant(Caller.worker(token, Path.of(outside)), null);
      refused(world, ErrorCode.FORBIDDEN, worker::inbox);
    }
    Participant worker = hera.participant(Caller.worker(token, Path.of(worktree + "/sub")), null);
    worker.report(Status.WORKING);
    team.lead().archive();
    thrown(ErrorCode.FENCED, () -> worker.report(Status.DONE));
  }
}
