package dev.hera.role;

import static dev.hera.role.ReviewCause.SESSION_ENDED;
import static dev.hera.role.RoleKind.WORKER;
import static dev.hera.role.TaskStatus.COMPLETE;
import static dev.hera.role.TaskStatus.IN_PROGRESS;
import static dev.hera.role.TaskStatus.IN_REVIEW;
import static dev.hera.role.TaskStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Proves;
import dev.hera.error.InvalidStatusException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusRulesTest {
  private static final Set<Status> ENDS = Set.of(Status.DONE, Status.FAILED);

  private static Task task(
      TaskStatus status, @Nullable ReviewCause cause, boolean ready, SessionState session) {
    Instant created = Instant.parse("2026-01-01T00:00:00Z");
    return new Task(
        new TaskId(4),
        "seed",
        "shop",
        status,
        cause,
        ready,
        "/wt/4",
        "hera/4",
        "main",
        session,
        7,
        "note",
        created,
        null,
        null);
  }

  /** Every task that can be: a review cause stands only at a task in review. */
  private static List<Task> tasks() {
    List<Task> all = new ArrayList<>();
    for (SessionState session : SessionState.values()) {
      for (boolean ready : List.of(false, true)) {
        for (TaskStatus status : TaskStatus.values()) {
          all.add(task(status, null, ready, session));
        }
        for (ReviewCause cause : ReviewCause.values()) {
          all.add(task(IN_REVIEW, cause, ready, session));
        }
      }
    }
    return all;
  }

  private static List<Status> previousOnes() {
    List<Status> all = new ArrayList<>(Arrays.asList(Status.values()));
    all.add(null);
    return all;
  }

  @Test
  @Proves("M17")
  void coordinators_and_freelancers_never_move_their_task() {
    for (RoleKind kind : List.of(RoleKind.COORDINATOR, RoleKind.FREELANCE)) {
      for (Status previous : previousOnes()) {
        for (Status next : Status.values()) {
          for (Task task : tasks()) {
            assertThat(StatusRules.afterStatus(kind, previous, task, next)).isSameAs(task);
          }
        }
      }
    }
  }

  @Test
  @Proves({"M17", "M15"})
  void done_and_failed_move_a_task_in_progress_to_review_and_only_done_makes_it_ready() {
    for (Status previous : previousOnes()) {
      for (Status next : ENDS) {
        for (Task task : tasks()) {
          Task expected =
              task.status() == IN_PROGRESS
                  ? task.withStatus(IN_REVIEW, ReviewCause.STATUS, next == Status.DONE)
                  : task;
          assertThat(StatusRules.afterStatus(WORKER, previous, task, next))
              .as("%s -> %s, %s", previous, next, task)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  @Proves("M18")
  void leaving_done_or_failed_undoes_what_hera_did_and_nothing_else() {
    for (Status previous : previousOnes()) {
      for (Status next : List.of(Status.IDLE, Status.WORKING, Status.BLOCKED)) {
        for (Task task : tasks()) {
          assertThat(StatusRules.afterStatus(WORKER, previous, task, next))
              .as("%s -> %s, %s", previous, next, task)
              .isEqualTo(afterReopen(previous, task));
        }
      }
    }
  }

  private static Task afterReopen(@Nullable Status previous, Task task) {
    boolean leaves = previous != null && ENDS.contains(previous);
    if (task.reviewCause() == SESSION_ENDED) {
      return task.withStatus(IN_PROGRESS, null, false);
    }
    if (leaves && task.reviewCause() == ReviewCause.STATUS) {
      return task.withStatus(IN_PROGRESS, null, false);
    }
    return task.withStatus(task.status(), task.reviewCause(), !leaves && task.readyToClose());
  }

  @Test
  @Proves("M18")
  void a_session_that_runs_again_undoes_only_what_its_end_did() {
    for (Task task : tasks()) {
      Task running = task.withSession(SessionState.RUNNING, null);
      boolean moves = task.status() == PENDING || task.reviewCause() == SESSION_ENDED;
      assertThat(StatusRules.afterSessionStarted(task))
          .as("%s", task)
          .isEqualTo(moves ? running.withStatus(IN_PROGRESS, null, false) : running);
    }
  }

  @Test
  @Proves("M11")
  void an_ended_session_moves_an_open_task_of_a_worker_to_review_and_never_completes_it() {
    for (Integer code : Arrays.asList(0, 1, -1, 137, null)) {
      for (Task task : tasks()) {
        Task ended = task.withSession(SessionState.ENDED, code);
        boolean open = task.status() == PENDING || task.status() == IN_PROGRESS;
        boolean well = Integer.valueOf(0).equals(code);
        assertThat(StatusRules.afterSessionEnded(task, true, code))
            .as("%s with code %s", task, code)
            .isEqualTo(open ? ended.withStatus(IN_REVIEW, SESSION_ENDED, well) : ended);
        assertThat(StatusRules.afterSessionEnded(task, false, code)).isEqualTo(ended);
      }
    }
  }

  @Test
  @Proves("M18")
  void a_completed_task_stays_complete_whatever_is_reported() {
    for (Status previous : previousOnes()) {
      for (Status next : Status.values()) {
        Task complete = task(COMPLETE, null, false, SessionState.RUNNING);
        assertThat(StatusRules.afterStatus(WORKER, previous, complete, next).status())
            .isEqualTo(COMPLETE);
      }
    }
  }

  @Test
  @Proves({"M15", "M16"})
  void a_status_is_one_of_five_words_written_exactly() {
    assertThat(Status.wires()).containsExactly("idle", "working", "blocked", "done", "failed");
    for (Status status : Status.values()) {
      assertThat(Status.get(status.wire())).isEqualTo(status);
      assertThat(status.isFinal()).isEqualTo(ENDS.contains(status));
    }
    for (String wrong : List.of("", "Done", "done ", "finished", "DONE")) {
      assertThat(Status.find(wrong)).isEmpty();
      assertThatThrownBy(() -> Status.get(wrong))
          .isInstanceOf(InvalidStatusException.class)
          .hasMessageContainingAll("idle", "working", "blocked", "done", "failed");
    }
  }
}
