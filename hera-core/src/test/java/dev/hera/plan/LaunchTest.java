package dev.hera.plan;

import static dev.hera.plan.Launches.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.role.BindingId;
import dev.hera.role.TaskId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@Proves("G21")
class LaunchTest {
  private static final Instant LEASE_END = NOW.plusSeconds(60);
  private static final TaskId TASK = new TaskId(8);
  private static final BindingId BINDING = new BindingId(9);

  private static Launch claimed() {
    return Launches.requested().claimedBy("me", null, LEASE_END);
  }

  private static Launch starting() {
    return claimed().placed(TASK, BINDING, LEASE_END);
  }

  private static void assertSameIdentity(Launch launch) {
    Launch request = Launches.requested();
    assertThat(launch.id()).isEqualTo(request.id());
    assertThat(launch.orchestrator()).isEqualTo(request.orchestrator());
    assertThat(launch.role()).isEqualTo(request.role());
    assertThat(launch.key()).isEqualTo(request.key());
    assertThat(launch.options()).isEqualTo(request.options());
  }

  @Test
  void a_request_is_due_at_once_and_belongs_to_nobody() {
    Launch request = Launches.requested();
    assertThat(request.state()).isEqualTo(LaunchState.REQUESTED);
    assertThat(request.due()).isEqualTo(NOW);
    assertThat(request.epoch()).isZero();
    assertThat(request.attempts()).isZero();
    assertThat(request.owner()).isNull();
    assertThat(request.occupiesPlace()).isFalse();
  }

  @Test
  @Proves("G26")
  void is_told_to_fail_for_good_or_after_five_failures_until_it_is_tried_again() {
    Instant again = NOW.plusSeconds(8);
    Launch four = starting();
    for (int i = 1; i < Launch.TOLD_AFTER; i++) {
      four = four.failedWith("no room", again).placed(TASK, BINDING, LEASE_END);
    }
    Launch five = four.failedWith("no room", again);
    assertThat(starting().failedWith("no room", again).isToldToFail(NOW)).isFalse();
    assertThat(four.isToldToFail(NOW)).isFalse();
    assertThat(five.isToldToFail(NOW)).isTrue();
    assertThat(five.isToldToFail(again)).isFalse();
    assertThat(five.dueAt(NOW).isToldToFail(NOW)).isFalse();
    assertThat(five.claimedBy("me", null, LEASE_END).isToldToFail(NOW)).isFalse();
    assertThat(starting().failedWith("no such branch", null).isToldToFail(NOW)).isTrue();
  }

  @Test
  void a_claim_takes_the_next_epoch_a_place_and_a_lease_and_forgets_the_hold_and_the_acceptance() {
    assertThat(starting().conflicted("why", NOW).claimedBy("me", null, LEASE_END).heldReason())
        .isNull();
    Launch bound = starting().connectedAt(NOW);
    Launch claim = bound.claimedBy("me", null, LEASE_END);
    assertSameIdentity(claim);
    assertThat(claim.epoch()).isEqualTo(bound.epoch() + 1);
    assertThat(claim.owner()).isEqualTo("me");
    assertThat(claim.due()).isEqualTo(LEASE_END);
    assertThat(claim.accepted()).isNull();
    assertThat(claim.occupiesPlace()).isTrue();
    assertThat(claim.task()).isEqualTo(TASK);
  }

  @Test
  void a_claim_given_up_frees_owner_and_place() {
    Launch given = claimed().givenBack(NOW);
    assertSameIdentity(given);
    assertThat(given.owner()).isNull();
    assertThat(given.occupiesPlace()).isFalse();
    assertThat(given.due()).isEqualTo(NOW);
    assertThat(given.state()).isEqualTo(LaunchState.REQUESTED);
    assertThat(given.epoch()).isEqualTo(1);
  }

  @Test
  void a_start_names_task_and_binding_and_an_acceptance_clears_the_failures() {
    Launch failed = claimed().failedWith("no", NOW);
    Launch starting = failed.claimedBy("me", null, LEASE_END).placed(TASK, BINDING, LEASE_END);
    assertSameIdentity(starting);
    assertThat(starting.state()).isEqualTo(LaunchState.STARTING);
    assertThat(starting.task()).isEqualTo(TASK);
    assertThat(starting.binding()).isEqualTo(BINDING);
    assertThat(starting.owner()).isEqualTo("me");
    assertThat(starting.due()).isEqualTo(LEASE_END);
    assertThat(starting.attempts()).isEqualTo(1);
    Launch bound = starting.connectedAt(NOW);
    assertSameIdentity(bound);
    assertThat(bound.state()).isEqualTo(LaunchState.BOUND);
    assertThat(bound.accepted()).isEqualTo(NOW);
    assertThat(bound.attempts()).isZero();
    assertThat(bound.lastError()).isNull();
    assertThat(bound.heldReason()).isNull();
    assertThat(bound.due()).isNull();
    assertThat(bound.occupiesPlace()).isTrue();
  }

  @Test
  void a_failure_is_counted_and_leaves_nothing_of_the_attempt() {
    Launch failed = starting().failedWith("no room", NOW.plusSeconds(2));
    assertSameIdentity(failed);
    assertThat(failed.state()).isEqualTo(LaunchState.FAILED);
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(failed.lastError()).isEqualTo("no room");
    assertThat(failed.due()).isEqualTo(NOW.plusSeconds(2));
    assertThat(failed.owner()).isNull();
    assertThat(failed.task()).isNull();
    assertThat(failed.binding()).isNull();
    assertThat(failed.occupiesPlace()).isFalse();
    assertThat(failed.epoch()).isEqualTo(1);
  }

  @Test
  void an_unknown_outcome_keeps_the_attempt_and_its_place_and_a_conflict_does_not() {
    Launch unknown = starting().lost("who knows");
    assertSameIdentity(unknown);
    assertThat(unknown.state()).isEqualTo(LaunchState.UNKNOWN);
    assertThat(unknown.binding()).isEqualTo(BINDING);
    assertThat(unknown.task()).isEqualTo(TASK);
    assertThat(unknown.occupiesPlace()).isTrue();
    assertThat(unknown.due()).isNull();
    assertThat(unknown.lastError()).isEqualTo("who knows");
    Launch conflict = starting().conflicted("pom.xml", LEASE_END);
    assertThat(conflict.state()).isEqualTo(LaunchState.FAILED);
    assertThat(conflict.heldReason()).isEqualTo(HoldReason.MERGE_CONFLICT);
    assertThat(conflict.task()).isNull();
    assertThat(conflict.binding()).isNull();
    assertThat(conflict.occupiesPlace()).isFalse();
    assertThat(conflict.due()).isEqualTo(LEASE_END);
  }

  @Test
  void a_release_forgets_the_hold_and_a_withdrawal_the_whole_attempt() {
    Launch unknown = starting().lost("who knows");
    Launch adopted = unknown.adopted();
    assertSameIdentity(adopted);
    assertThat(adopted.heldReason()).isNull();
    assertThat(adopted.state()).isEqualTo(LaunchState.STARTING);
    assertThat(adopted.binding()).isEqualTo(BINDING);
    assertThat(adopted.due()).isNull();
    Launch released = starting().conflicted("pom.xml", LEASE_END).releasedAt(NOW);
    assertSameIdentity(released);
    assertThat(released.heldReason()).isNull();
    assertThat(released.state()).isEqualTo(LaunchState.FAILED);
    assertThat(released.due()).isEqualTo(NOW);
    Launch withdrawn = unknown.undone();
    assertSameIdentity(withdrawn);
    assertThat(withdrawn.state()).isEqualTo(LaunchState.REQUESTED);
    assertThat(withdrawn.due()).isNull();
    assertThat(withdrawn.task()).isNull();
    assertThat(withdrawn.binding()).isNull();
    assertThat(withdrawn.heldReason()).isNull();
    assertThat(withdrawn.occupiesPlace()).isFalse();
  }

  @Test
  void another_owner_keeps_the_epoch_of_the_worker_that_it_found() {
    Launch owned = starting().takenOverBy("other", null, LEASE_END.plusSeconds(1));
    assertSameIdentity(owned);
    assertThat(owned.owner()).isEqualTo("other");
    assertThat(owned.epoch()).isEqualTo(starting().epoch());
    assertThat(owned.due()).isEqualTo(LEASE_END.plusSeconds(1));
    assertThat(owned.state()).isEqualTo(LaunchState.STARTING);
    assertThat(owned.occupiesPlace()).isTrue();
    assertThat(starting().dueAt(null).due()).isNull();
    assertSameIdentity(starting().dueAt(null));
    assertThat(starting().withOccupiesPlace(false).occupiesPlace()).isFalse();
    assertSameIdentity(starting().withOccupiesPlace(false));
  }

  @Test
  void states_have_their_wire_names() {
    assertThat(List.of(LaunchState.values()))
        .extracting(LaunchState::wire)
        .containsExactly("requested", "starting", "bound", "failed", "unknown");
  }
}
