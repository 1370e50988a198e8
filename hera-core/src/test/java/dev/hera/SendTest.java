package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.InvalidStatusException;
import dev.hera.error.NotFoundException;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Sent;
import dev.hera.role.Caller;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");

  private static Outgoing done(String to) {
    return new Outgoing("body", "tldr", to, Status.DONE, null);
  }

  @Proves({"M20", "V9", "V13"})
  @Test
  void stores_message_and_status_together() {
    Participant worker = team.worker("w");
    Sent question = team.lead().send(Outgoing.to(" w ", "how far?", "How far are you?"));
    Sent sent =
        worker.send(
            Outgoing.report(Status.DONE, "finished", "All of it.").inReplyTo(question.messageId()));

    assertThat(sent)
        .isEqualTo(new Sent(sent.messageId(), "lead", DeliveryMode.PENDING, Status.DONE));
    assertThat(team.message(sent.messageId()))
        .isEqualTo(
            new Message(
                sent.messageId(),
                team.role("w").orchestrator(),
                team.role("w").id(),
                team.role("lead").id(),
                "All of it.",
                "finished",
                question.messageId(),
                world.clock().instant(),
                null,
                DeliveryMode.PENDING,
                false));
    assertThat(team.role("w").status()).isEqualTo(Status.DONE);
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_REVIEW);
  }

  @Proves("V10")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void workers_and_freelancers_must_give_a_status(boolean isWorker) {
    Participant member = isWorker ? team.worker("m") : team.freelancer("m");

    for (String to : new String[] {null, "lead", "nobody", "m"}) {
      HeraException refusal =
          refused(
              world,
              ErrorCode.STATUS_REQUIRED,
              "status",
              () -> member.send(new Outgoing("body", "tldr", to, null, null)));
      assertThat(refusal.details())
          .containsEntry("allowed", List.of("idle", "working", "blocked", "done", "failed"));
      assertThat(refusal).hasMessageContaining("idle, working, blocked, done, failed");
    }
  }

  @Proves("V10")
  @Test
  void a_coordinator_may_leave_the_status_out_or_give_one() {
    team.worker("w");

    assertThat(team.lead().send(Outgoing.to("w", "tldr", "body")).status()).isNull();
    Outgoing withStatus = Outgoing.to("w", "tldr", "body").withStatus(Status.WORKING);
    assertThat(team.lead().send(withStatus).status()).isEqualTo(Status.WORKING);
    assertThat(team.lead().send(Outgoing.to("w", "tldr", "body")).status())
        .isEqualTo(Status.WORKING);
    assertThat(team.role("lead").status()).isEqualTo(Status.WORKING);
  }

  @Proves({"V10", "M15", "M16"})
  @ParameterizedTest
  @ValueSource(strings = {"", "DONE", "Done", "finished", " done", "in_review"})
  void any_other_status_is_invalid_and_the_five_are_named(String given) {
    HeraException refusal =
        refused(world, ErrorCode.INVALID_STATUS, "status", () -> Status.get(given));
    assertThat(refusal).isInstanceOf(InvalidStatusException.class);
    assertThat(refusal.details())
        .containsEntry("allowed", List.of("idle", "working", "blocked", "done", "failed"));
  }

  @Proves("M15")
  @ParameterizedTest
  @EnumSource(Status.class)
  void each_of_the_five_values_is_read_back_from_its_name(Status status) {
    assertThat(Status.get(status.wire())).isEqualTo(status);
  }

  @Proves({"V8", "V11"})
  @Test
  void members_that_name_nobody_write_to_the_coordinator() {
    assertThat(team.worker("w").send(done(null)).to()).isEqualTo("lead");
    assertThat(team.freelancer("f").send(done(null)).to()).isEqualTo("lead");
  }

  @Proves("V11")
  @Test
  void a_coordinator_names_the_recipient() {
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "to",
        () -> team.lead().send(new Outgoing("body", "tldr", null, Status.WORKING, null)));
  }

  @Proves("V11")
  @Test
  void without_any_coordinator_there_is_nobody_to_write_to() {
    Participant worker = team.worker("w");
    archive(team.role("lead"));

    HeraException refusal = refused(world, ErrorCode.NO_COORDINATOR, () -> worker.send(done(null)));
    assertThat(refusal.details()).containsEntry("orchestrator", "o");
    refused(world, ErrorCode.NOT_FOUND, "to", () -> worker.send(done("lead")));
  }

  private void archive(Role role) {
    world
        .store()
        .write(
            tx -> {
              tx.roles().update(role.archivedAt(world.clock().instant()));
              return true;
            });
  }

  @Proves("V8")
  @Test
  void the_coordinator_is_the_live_one_before_the_first_by_name() {
    Participant worker = team.worker("w");
    Role abandoned = team.role("lead");
    Role earlier =
        new Role(
            new RoleId(90),
            abandoned.orchestrator(),
            "a-lead",
            RoleKind.COORDINATOR,
            abandoned.nodeKind(),
            null,
            "",
            world.clock().instant(),
            null,
            null,
            null,
            null);
    world
        .store()
        .write(
            tx -> {
              tx.roles().insert(List.of(earlier));
              return true;
            });

    assertThat(worker.send(done(null)).to()).isEqualTo("lead");
    world.hera().tasks().archive(((Caller.OfTask) team.caller("lead")).task());
    assertThat(worker.send(done(null)).to()).isEqualTo("a-lead");
  }

  @Proves({"M22", "V12"})
  @Test
  void nobody_writes_to_himself() {
    Participant worker = team.worker("w");

    HeraException refusal =
        refused(world, ErrorCode.SELF_SEND, "to", () -> worker.send(done(" w ")));
    assertThat(refusal.details()).containsEntry("role", "w");
    refused(world, ErrorCode.SELF_SEND, () -> team.lead().send(Outgoing.to("lead", "t", "b")));
  }

  @Proves({"M22", "V11"})
  @Test
  void a_recipient_is_an_active_role_of_the_senders_orchestrator() {
    Team other = new Team(world, "other");
    other.worker("elsewhere");
    Participant worker = team.worker("w");

    for (String to : List.of("nobody", "elsewhere", "")) {
      HeraException refusal =
          refused(world, ErrorCode.NOT_FOUND, "to", () -> worker.send(done(to)));
      assertThat(((NotFoundException) refusal).name()).isEqualTo(to);
    }
  }

  @Proves("M22")
  @Test
  void a_role_that_is_done_or_not_started_can_be_written_to() {
    team.worker("w").report(Status.DONE);
    team.lead().plan(Plan.Node.worker("later", "do it"));

    assertThat(team.lead().send(Outgoing.to("w", "t", "b")).deliveryMode())
        .isEqualTo(DeliveryMode.PENDING);
    assertThat(team.lead().send(Outgoing.to("later", "t", "b")).deliveryMode())
        .isEqualTo(DeliveryMode.QUEUED);
  }

  @Proves({"M22", "V12"})
  @Test
  void a_reply_is_to_a_known_message_of_the_own_orchestrator() {
    Team other = new Team(world, "other");
    other.worker("x");
    MessageId foreign = other.lead().send(Outgoing.to("x", "t", "b")).messageId();
    Participant worker = team.worker("w");

    for (MessageId id : List.of(foreign, new MessageId(999), new MessageId(-1))) {
      HeraException refusal =
          refused(
              world, ErrorCode.NOT_FOUND, "inReplyTo", () -> worker.send(done(null).inReplyTo(id)));
      assertThat(refusal.details()).containsEntry("message", String.valueOf(id.value()));
    }
  }

  static List<Outgoing> malformed() {
    return List.of(
        new Outgoing(" ", "tldr", null, Status.DONE, null),
        new Outgoing("body", " ", null, Status.DONE, null),
        new Outgoing("body", "two\nlines", null, Status.DONE, null),
        new Outgoing("body", "a line and its end\n", null, Status.DONE, null),
        new Outgoing("body", "carriage\rreturn", null, Status.DONE, null),
        new Outgoing("a\u0000b", "tldr", null, Status.DONE, null),
        new Outgoing("body", "half \ud83d", null, Status.DONE, null));
  }

  @Proves({"M21", "V12"})
  @ParameterizedTest
  @MethodSource("malformed")
  void a_malformed_message_changes_nothing_not_even_the_status(Outgoing message) {
    Participant worker = team.worker("w");
    worker.report(Status.WORKING);

    String field = message.body().equals("body") ? "tldr" : "body";
    refused(world, ErrorCode.INVALID_ARGUMENT, field, () -> worker.send(message));
  }

  @Proves({"V14", "M18"})
  @Test
  void sending_working_after_done_reopens_the_worker() {
    Participant worker = team.worker("w");
    worker.send(done(null));
    assertThat(team.task("w").readyToClose()).isTrue();

    worker.send(Outgoing.report(Status.WORKING, "again", "again"));
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(team.task("w").readyToClose()).isFalse();
  }
}
