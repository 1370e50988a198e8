package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Fetched;
import dev.hera.result.TreeUpdates;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team top = new Team(world, "top");
  private final Instant start = world.clock().instant();

  /** Opens an orchestrator below another one: its coordinator is a worker there. */
  private Coordinator below(String parent, String name) {
    Caller caller = hera.tasks().register(NewTask.named(name));
    hera.newcomer(caller).join(parent, "leads-" + name, RoleKind.WORKER, null, null);
    hera.newcomer(caller).newOrchestrator(name, "lead");
    return hera.coordinator(caller, name);
  }

  private MessageId message(Coordinator from, String tldr) {
    from.plan(Plan.Node.worker("w", "do it"));
    return from.send(Outgoing.to("w", tldr, "body of " + tldr)).messageId();
  }

  @Test
  void shows_the_subjects_of_the_own_orchestrator_and_of_all_below_it() {
    Coordinator child = below("top", "child");
    Coordinator grandchild = below("child", "grandchild");
    Coordinator stranger = new Team(world, "stranger").lead();
    MessageId one = message(grandchild, "one");
    MessageId two = message(top.lead(), "two");
    message(stranger, "foreign");
    MessageId three = message(child, "three");

    TreeUpdates all = top.lead().treeUpdates();
    assertThat(all.updates())
        .containsExactly(
            new TreeUpdates.Item(one, "lead", "grandchild", "w", "grandchild", "one", start),
            new TreeUpdates.Item(two, "lead", "top", "w", "top", "two", start),
            new TreeUpdates.Item(three, "lead", "child", "w", "child", "three", start));
    assertThat(all.nextCursor()).isEqualTo(three);
    assertThat(child.treeUpdates().updates())
        .extracting(TreeUpdates.Item::id)
        .containsExactly(one, three);
    assertThat(grandchild.treeUpdates().updates())
        .extracting(TreeUpdates.Item::id)
        .containsExactly(one);
  }

  @Proves("M3")
  @Test
  void an_archived_orchestrator_ends_the_tree() {
    Coordinator child = below("top", "child");
    MessageId one = message(child, "one");
    MessageId two = message(below("child", "grandchild"), "two");
    MessageId three = message(top.lead(), "three");
    child.archive();

    assertThat(top.lead().treeUpdates().updates())
        .extracting(TreeUpdates.Item::id)
        .containsExactly(three);
    assertThat(top.lead().messages(List.of(one, two)))
        .containsExactly(
            new Fetched.Refused(one, ErrorCode.FORBIDDEN),
            new Fetched.Refused(two, ErrorCode.FORBIDDEN));
  }

  @Test
  void without_since_the_stored_cursor_is_used_and_advanced() {
    MessageId one = message(top.lead(), "one");

    assertThat(top.lead().treeUpdates().nextCursor()).isEqualTo(one);
    TreeUpdates nothing = top.lead().treeUpdates();
    assertThat(nothing.updates()).isEmpty();
    assertThat(nothing.nextCursor()).isEqualTo(one);
    MessageId two = message(top.lead(), "two");
    assertThat(top.lead().treeUpdates().updates())
        .extracting(TreeUpdates.Item::id)
        .containsExactly(two);
  }

  @Test
  void with_since_the_cursor_is_left_alone() {
    MessageId one = message(top.lead(), "one");
    MessageId two = message(top.lead(), "two");
    List<String> before = StoreDump.of(world.store());

    assertThat(top.lead().treeUpdates(one).updates())
        .extracting(TreeUpdates.Item::id)
        .containsExactly(two);
    assertThat(top.lead().treeUpdates(two).nextCursor()).isEqualTo(two);
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
    assertThat(top.lead().treeUpdates().updates()).hasSize(2);
  }

  @Test
  void each_role_has_a_cursor_of_its_own() {
    Participant worker = top.worker("x");
    message(top.lead(), "one");
    top.lead().treeUpdates();

    assertThat(worker.treeUpdates().updates()).hasSize(1);
  }

  @Test
  void gives_at_most_200_updates_and_then_the_next_ones() {
    Participant worker = top.worker("x");
    for (int i = 0; i < 205; i++) {
      worker.send(Outgoing.report(Status.WORKING, "t" + i, "b"));
      world.clock().advance(Duration.ofSeconds(2));
    }

    TreeUpdates first = top.lead().treeUpdates();
    assertThat(first.updates()).hasSize(200);
    assertThat(first.nextCursor()).isEqualTo(first.updates().get(199).id());
    assertThat(top.lead().treeUpdates().updates())
        .extracting(TreeUpdates.Item::tldr)
        .containsExactly("t200", "t201", "t202", "t203", "t204");
  }

  @Test
  void fetches_whole_messages_in_the_order_of_the_request() {
    MessageId one = message(top.lead(), "one");
    MessageId two = message(below("top", "child"), "two");
    MessageId foreign = message(new Team(world, "stranger").lead(), "foreign");
    MessageId none = new MessageId(999);
    List<String> before = StoreDump.of(world.store());

    List<Fetched> fetched = top.lead().messages(List.of(two, none, one, foreign, two));
    Fetched.Whole whole =
        new Fetched.Whole(
            two, "lead", "child", "w", "child", null, start, "two", "body of two", false);
    assertThat(fetched)
        .containsExactly(
            whole,
            new Fetched.Refused(none, ErrorCode.NOT_FOUND),
            new Fetched.Whole(
                one, "lead", "top", "w", "top", null, start, "one", "body of one", false),
            new Fetched.Refused(foreign, ErrorCode.FORBIDDEN),
            whole);
    assertThat(StoreDump.of(world.store())).as("nothing was marked read").isEqualTo(before);
  }

  @Test
  void messages_above_are_forbidden() {
    MessageId above = message(top.lead(), "above");

    assertThat(below("top", "child").messages(List.of(above)))
        .containsExactly(new Fetched.Refused(above, ErrorCode.FORBIDDEN));
  }

  @Test
  void fetching_nothing_is_refused() {
    refused(world, ErrorCode.INVALID_ARGUMENT, "ids", () -> top.lead().messages(List.of()));
  }
}
