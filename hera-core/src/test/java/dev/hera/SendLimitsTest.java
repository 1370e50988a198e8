package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.InboxFullException;
import dev.hera.error.RateLimitedException;
import dev.hera.message.MessageRules;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Proves("M21")
class SendLimitsTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Participant worker = team.worker("w");

  private static Outgoing report(Status status, String tldr, String body) {
    return Outgoing.report(status, tldr, body);
  }

  @ParameterizedTest
  @CsvSource({"x, 65536", "ä, 32768", "\uD83D\uDE00, 16384"})
  void a_body_has_up_to_65536_bytes_of_utf8(String character, int count) {
    String longest = character.repeat(count);

    worker.send(report(Status.WORKING, "t", longest));
    assertThat(team.lead().inbox().messages().get(0).body()).isEqualTo(longest);
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "body",
        () -> worker.send(report(Status.DONE, "t", longest + "x")));
  }

  @ParameterizedTest
  @CsvSource({"x", "ä", "\uD83D\uDE00"})
  void a_tldr_has_up_to_120_code_points(String character) {
    String longest = character.repeat(120);

    worker.send(report(Status.WORKING, longest, "b"));
    assertThat(team.lead().inbox().messages().get(0).tldr()).isEqualTo(longest);
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "tldr",
        () -> worker.send(report(Status.DONE, longest + "x", "b")));
  }

  private void fillInboxOfLead() {
    for (int i = 0; i < MessageRules.MAX_UNREAD; i++) {
      worker.send(report(Status.WORKING, "t", "b"));
      world.clock().advance(Duration.ofSeconds(2));
    }
  }

  @Proves("V13")
  @Test
  void a_full_inbox_refuses_the_message_but_the_status_advances_the_plan() {
    fillInboxOfLead();
    team.lead().plan(Plan.Node.worker("next", "do it"));
    team.lead().block("next", "w");

    InboxFullException refusal =
        (InboxFullException)
            thrown(
                ErrorCode.INBOX_FULL, () -> worker.send(report(Status.DONE, "done", "all of it")));
    assertThat(refusal.statusApplied()).isTrue();
    assertThat(refusal.details())
        .containsEntry("to", "lead")
        .containsEntry("limit", 500L)
        .containsEntry("status_applied", true);
    assertThat(refusal).hasMessageContaining("status was applied");
    assertThat(team.unread("lead")).hasSize(500);
    assertThat(team.role("w").status()).isEqualTo(Status.DONE);
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_REVIEW);
    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("next");
  }

  @Test
  void notices_reach_a_full_inbox_and_do_not_fill_it() {
    team.lead().plan(Plan.Node.worker("next", "do it"));
    team.lead().block("next", "w");
    worker.report(Status.FAILED);
    assertThat(team.unread("lead")).hasSize(1);

    fillInboxOfLead();
    assertThat(team.unread("lead")).as("with two notices").hasSize(502);
    thrown(ErrorCode.INBOX_FULL, () -> worker.send(report(Status.WORKING, "t", "b")));
    worker.report(Status.FAILED);
    assertThat(team.unread("lead")).hasSize(503);
  }

  @Test
  void reading_makes_room_again() {
    fillInboxOfLead();
    team.lead().inbox();

    assertThat(worker.send(report(Status.DONE, "t", "b")).status()).isEqualTo(Status.DONE);
  }

  @Proves("V13")
  @Test
  void a_coordinator_without_a_status_is_refused_without_any_change() {
    for (int i = 0; i < MessageRules.MAX_RATE; i++) {
      team.lead().send(Outgoing.to("w", "t", "b"));
    }

    HeraException refusal =
        refused(world, ErrorCode.RATE_LIMITED, () -> team.lead().send(Outgoing.to("w", "t", "b")));
    assertThat(((RateLimitedException) refusal).statusApplied()).isFalse();
    assertThat(refusal.getMessage()).doesNotContain("status");
  }

  @Proves("V13")
  @Test
  void a_coordinator_without_a_status_is_told_of_a_full_inbox_and_of_no_status() {
    for (int i = 0; i < MessageRules.MAX_UNREAD; i++) {
      team.lead().send(Outgoing.to("w", "t", "b"));
      world.clock().advance(Duration.ofSeconds(2));
    }

    InboxFullException refusal =
        (InboxFullException)
            refused(
                world, ErrorCode.INBOX_FULL, () -> team.lead().send(Outgoing.to("w", "t", "b")));
    assertThat(refusal.statusApplied()).isFalse();
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      worker.send(report(Status.WORKING, "t", "b"));
    }
  }

  private void advanceTo(long milliseconds) {
    Duration since =
        Duration.between(Instant.parse("2026-01-01T00:00:00Z"), world.clock().instant());
    world.clock().advance(Duration.ofMillis(milliseconds).minus(since));
  }

  @Proves("V13")
  @ParameterizedTest
  @CsvSource({"0, 60", "1, 60", "58500, 2", "59000, 1", "59999, 1"})
  void the_51st_message_within_60_seconds_is_refused(long milliseconds, long retryAfter) {
    send(50);
    advanceTo(milliseconds);

    HeraException refusal =
        thrown(ErrorCode.RATE_LIMITED, () -> worker.send(report(Status.BLOCKED, "t", "b")));
    assertThat(((RateLimitedException) refusal).statusApplied()).isTrue();
    assertThat(refusal.details())
        .containsEntry("limit", 50L)
        .containsEntry("retry_after_seconds", retryAfter)
        .containsEntry("status_applied", true);
    assertThat(team.role("w").status()).isEqualTo(Status.BLOCKED);
    assertThat(team.unread("lead")).hasSize(50);
  }

  @Test
  void the_window_of_60_seconds_rolls() {
    send(25);
    advanceTo(30_000);
    send(25);
    advanceTo(60_000);
    send(25);
    thrown(ErrorCode.RATE_LIMITED, () -> send(1));
    advanceTo(89_999);
    thrown(ErrorCode.RATE_LIMITED, () -> send(1));
    advanceTo(90_000);
    send(25);
    thrown(ErrorCode.RATE_LIMITED, () -> send(1));
  }

  @Test
  void each_sender_has_a_rate_of_its_own_and_reports_have_none() {
    send(50);

    team.worker("w2").send(report(Status.WORKING, "t", "b"));
    worker.report(Status.DONE);
    assertThat(team.unread("lead")).hasSize(51);
  }

  @Test
  void notices_from_a_role_do_not_count_for_its_rate() {
    team.lead().plan(Plan.Node.worker("next", "do it"));
    team.lead().block("next", "w");
    for (int i = 0; i < 30; i++) {
      worker.report(Status.FAILED);
      worker.report(Status.WORKING);
    }
    assertThat(team.unread("lead")).hasSize(60);
    worker.report(Status.DONE);
    world.hera().tick();

    world.worker("next").send(report(Status.WORKING, "t", "b"));
    assertThat(team.unread("lead")).hasSize(61);
  }
}
