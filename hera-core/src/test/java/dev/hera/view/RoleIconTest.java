package dev.hera.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@Proves("W4")
class RoleIconTest {
  private static List<@Nullable Task> tasks() {
    List<@Nullable Task> tasks = new ArrayList<>();
    tasks.add(null);
    for (TaskStatus status : TaskStatus.values()) {
      for (SessionState session : SessionState.values()) {
        tasks.add(task(status, session, false));
        tasks.add(task(status, session, true));
      }
    }
    return tasks;
  }

  private static Task task(TaskStatus status, SessionState session, boolean ready) {
    return new Task(
        new TaskId(1),
        "t",
        null,
        status,
        null,
        ready,
        null,
        null,
        null,
        session,
        null,
        null,
        Instant.EPOCH,
        null,
        null);
  }

  /** W4 as it is written: the first of its sentences that is true. */
  private static RoleIcon expected(@Nullable Status status, @Nullable Task task, boolean live) {
    boolean active =
        task != null
            && task.session() == SessionState.RUNNING
            && task.status() == TaskStatus.IN_PROGRESS;
    if (status == Status.BLOCKED) {
      return RoleIcon.NEEDS_INPUT;
    } else if (active) {
      return RoleIcon.ACTIVE;
    } else if (task != null && task.status() == TaskStatus.COMPLETE) {
      return RoleIcon.ACCEPTED;
    } else if (task != null && task.readyToClose()) {
      return RoleIcon.READY_TO_CLOSE;
    } else if (status == Status.FAILED) {
      return RoleIcon.FAILED;
    } else if (status == Status.DONE) {
      return RoleIcon.DONE;
    } else if (status == Status.IDLE) {
      return RoleIcon.IDLE;
    }
    return live ? RoleIcon.LIVE : RoleIcon.ENDED;
  }

  @Test
  void every_role_has_the_first_icon_that_applies() {
    List<@Nullable Status> all = new ArrayList<>(Arrays.asList(Status.values()));
    all.add(null);
    for (Status status : all) {
      for (Task task : tasks()) {
        for (boolean live : new boolean[] {true, false}) {
          assertThat(RoleIcon.of(status, task, live))
              .as("%s %s %s", status, task, live)
              .isEqualTo(expected(status, task, live));
        }
      }
    }
  }

  @Test
  void icons_that_share_a_mark_differ_by_their_label() {
    assertThat(RoleIcon.values()).extracting(RoleIcon::label).doesNotHaveDuplicates();
    assertThat(List.of(RoleIcon.values()).stream().map(RoleIcon::glyph).toList())
        .containsExactly("?", "⟳", "✓", "◔", "✕", "✓", "☾", "☾", "☾");
  }
}
