package dev.hera.plan;

import static dev.hera.plan.Launches.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.plan.PlaceLimits.Scope;
import dev.hera.role.BindingId;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Proves("G11")
class PlaceLimitsTest {
  private static final Instant LEASE_END = NOW.plusSeconds(60);
  private static final TaskId TASK = new TaskId(8);
  private static final BindingId BINDING = new BindingId(9);

  private static Launch claimed() {
    return Launches.requested().claimedBy("me", null, LEASE_END);
  }

  private static Launch starting() {
    return claimed().placed(TASK, BINDING, LEASE_END);
  }

  private static Task task(TaskStatus status, SessionState session) {
    return new Task(
        TASK, "t", null, status, null, false, null, null, null, session, null, null, NOW, null,
        null);
  }

  @Test
  void a_worker_counts_while_its_task_is_open_its_binding_lives_and_its_session_did_not_end() {
    Set<TaskStatus> open = Set.of(TaskStatus.PENDING, TaskStatus.IN_PROGRESS);
    List<Launch> bound = List.of(starting(), starting().connectedAt(NOW), starting().lost("?"));
    for (Launch launch : bound) {
      for (TaskStatus status : TaskStatus.values()) {
        for (SessionState session : SessionState.values()) {
          boolean counts = open.contains(status) && session != SessionState.ENDED;
          Task task = task(status, session);
          assertThat(PlaceLimits.counts(launch, task, true)).as("%s", task).isEqualTo(counts);
          assertThat(PlaceLimits.counts(launch, task, false)).as("%s", task).isFalse();
        }
      }
      assertThat(PlaceLimits.counts(launch, null, true)).isFalse();
    }
  }

  @Test
  void before_its_binding_a_launch_counts_from_its_claim_until_its_start_failed() {
    Task other = task(TaskStatus.IN_PROGRESS, SessionState.RUNNING);
    assertThat(PlaceLimits.counts(Launches.requested(), other, true)).isFalse();
    assertThat(PlaceLimits.counts(claimed(), null, false)).isTrue();
    assertThat(PlaceLimits.counts(claimed().failedWith("no", NOW), other, true)).isFalse();
    assertThat(
            PlaceLimits.counts(
                claimed().failedWith("no", NOW).claimedBy("me", null, LEASE_END), null, false))
        .isTrue();
  }

  @Test
  void a_limit_is_full_when_as_many_live_as_it_says() {
    PlaceLimits limits = new PlaceLimits(3, 2);
    assertThat(limits.limit(Scope.HERA)).isEqualTo(3);
    assertThat(limits.limit(Scope.ORCHESTRATOR)).isEqualTo(2);
    assertThat(limits.isFull(Scope.HERA, 2)).isFalse();
    assertThat(limits.isFull(Scope.HERA, 3)).isTrue();
    assertThat(limits.isFull(Scope.ORCHESTRATOR, 1)).isFalse();
    assertThat(limits.isFull(Scope.ORCHESTRATOR, 2)).isTrue();
    assertThat(limits.isLimited(Scope.HERA)).isTrue();
    assertThat(PlaceLimits.NONE.isLimited(Scope.HERA)).isFalse();
    assertThat(PlaceLimits.NONE.isLimited(Scope.ORCHESTRATOR)).isFalse();
  }
}
