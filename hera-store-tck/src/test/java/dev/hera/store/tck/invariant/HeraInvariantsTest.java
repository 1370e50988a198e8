package dev.hera.store.tck.invariant;

import static dev.hera.store.tck.row.RowFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.history.Event;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.TamperedStore;
import dev.hera.store.tck.row.RowFixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeraInvariantsTest {
  private final MemoryStore store = MemoryStore.create();
  private Orchestrator orchestrator;
  private Role coordinator;
  private Role done;
  private Role failed;
  private Role ready;
  private Role held;
  private Role running;
  private Task task;
  private Binding binding;
  private Launch launch;
  private Launch started;
  private Hold hold;

  @BeforeEach
  void insert_a_sound_plan() {
    change(
        tx -> {
          insertRoles(tx);
          tx.edges()
              .insert(List.of(RowFixtures.newEdge(ready, done), RowFixtures.newEdge(held, failed)));
          tx.edges().insert(List.of(RowFixtures.newEdge(held, ready)));
          launch = RowFixtures.launch(tx, ready);
          task = RowFixtures.task(tx, "/wt/running");
          binding = RowFixtures.binding(tx, running, task);
          started =
              RowFixtures.newLaunch(tx, running)
                  .claimedBy("gater", null, at(1))
                  .placed(task.id(), binding.id(), at(1));
          tx.launches().insert(List.of(started));
          hold = RowFixtures.hold(tx, held, failed);
          RowFixtures.event(tx, ready);
          RowFixtures.event(tx, held);
        });
  }

  private void insertRoles(Transaction tx) {
    orchestrator = RowFixtures.orchestrator(tx, "checkout");
    coordinator = coordinator(RowFixtures.newRole(tx, orchestrator, "lead"));
    done = RowFixtures.newRole(tx, orchestrator, "done").withStatus(Status.DONE, at(1));
    failed = RowFixtures.newRole(tx, orchestrator, "failed").withStatus(Status.FAILED, at(1));
    ready = RowFixtures.newRole(tx, orchestrator, "ready");
    held = RowFixtures.newRole(tx, orchestrator, "held");
    running = RowFixtures.newRole(tx, orchestrator, "running");
    tx.roles().insert(List.of(coordinator, done, failed, ready, held, running));
    ended(tx, done);
    ended(tx, failed);
    RowFixtures.binding(tx, coordinator, RowFixtures.task(tx, "/wt/lead"));
    tx.gates()
        .insert(
            List.of(
                gate(coordinator, BlockerOutcome.WORKING, 0, 0),
                gate(done, BlockerOutcome.SATISFIED, 0, 0),
                gate(failed, BlockerOutcome.FAILED, 0, 0),
                planned(ready, BlockerOutcome.WORKING, 0, 0),
                planned(held, BlockerOutcome.WORKING, 1, 1),
                gate(running, BlockerOutcome.WORKING, 0, 0)));
  }

  @Test
  void a_sound_plan_violates_nothing() {
    assertThat(HeraInvariants.of(store).violations()).isEmpty();
    assertThatCode(() -> HeraInvariants.of(store).assertHold()).doesNotThrowAnyException();
  }

  @Test
  void an_empty_store_violates_nothing() {
    assertThat(HeraInvariants.of(MemoryStore.create()).violations()).isEmpty();
  }

  @Test
  void the_error_names_every_violation() {
    change(tx -> tx.gates().update(gate(ready, BlockerOutcome.FAILED, 0, 0)));
    change(tx -> tx.holds().update(hold.closedAt(at(1))));
    assertThatThrownBy(() -> HeraInvariants.of(store).assertHold())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("\"ready\"")
        .hasMessageContaining("\"held\"");
  }

  @Test
  void reports_an_outcome_that_differs_from_the_facts() {
    change(tx -> tx.gates().update(gate(done, BlockerOutcome.WORKING, 0, 0)));
    assertReported("the gate of " + name(done));
  }

  @Test
  void reports_a_planned_mark_that_differs_from_the_facts() {
    change(tx -> tx.gates().update(gate(ready, BlockerOutcome.WORKING, 0, 0)));
    assertReported("the gate of " + name(ready));
  }

  @Test
  void reports_counters_that_differ_from_a_recount() {
    change(tx -> tx.gates().update(planned(held, BlockerOutcome.WORKING, 2, 1)));
    assertReported("the gate of " + name(held));
  }

  @Test
  void reports_a_role_without_a_gate() {
    change(tx -> tx.roles().insert(List.of(RowFixtures.newRole(tx, orchestrator, "bare"))));
    assertReported("\"bare\" has no gate");
  }

  @Test
  void reports_a_second_live_binding() {
    Binding second =
        new Binding(
            new BindingId(999),
            binding.role(),
            binding.orchestrator(),
            binding.task(),
            binding.worktree(),
            at(2),
            null,
            null);
    assertThat(HeraInvariants.of(withLive(second)).violations())
        .anyMatch(text -> text.endsWith("is a second live one of its role"))
        .anyMatch(text -> text.endsWith("is a second live one of its task in the orchestrator"))
        .anyMatch(
            text -> text.endsWith("is a second live one of its worktree in the orchestrator"));
  }

  /** The store with one more live binding, which a sound one would refuse. */
  private HeraStore withLive(Binding second) {
    return new TamperedStore(store)
        .with(
            "bindings.list",
            call -> {
              List<Object> more = new ArrayList<>((List<?>) call.proceed());
              more.add(second);
              return more;
            });
  }

  @Test
  void reports_a_second_live_coordinator() {
    Binding live =
        store.write(
            tx -> {
              Role second = coordinator(RowFixtures.newRole(tx, orchestrator, "second"));
              tx.roles().insert(List.of(second));
              tx.gates().insert(List.of(gate(second, BlockerOutcome.WORKING, 0, 0)));
              return RowFixtures.newBinding(tx, second, RowFixtures.task(tx, null));
            });
    assertThat(HeraInvariants.of(withLive(live)).violations())
        .anyMatch(
            text -> text.endsWith("is a second live one of its coordinator of the orchestrator"));
  }

  @Test
  void reports_a_live_binding_in_an_archived_orchestrator() {
    change(tx -> tx.orchestrators().update(orchestrator.archivedAt(at(1))));
    change(tx -> RowFixtures.orchestrator(tx, "younger"));
    assertReported("is live although its orchestrator is archived");
  }

  @Test
  void reports_a_cycle() {
    change(
        tx -> {
          tx.edges().insert(List.of(RowFixtures.newEdge(ready, held)));
          tx.gates().update(planned(ready, BlockerOutcome.WORKING, 1, 0));
        });
    assertReported("the plan has a cycle: ", name(ready) + " waits for " + name(held));
  }

  @Test
  void reports_an_edge_into_another_orchestrator() {
    change(
        tx -> {
          Role stranger = RowFixtures.team(tx, "other", 1).get(0);
          tx.gates().insert(List.of(planned(stranger, BlockerOutcome.WORKING, 0, 0)));
          RowFixtures.launch(tx, stranger);
          tx.edges().insert(List.of(RowFixtures.newEdge(ready, stranger)));
          tx.gates().update(planned(ready, BlockerOutcome.WORKING, 1, 0));
        });
    assertReported("has an end in another orchestrator");
  }

  @Test
  void reports_a_ready_node_without_a_launch() {
    change(
        tx -> {
          Role forgotten = RowFixtures.role(tx, orchestrator, "forgotten");
          tx.gates().insert(List.of(planned(forgotten, BlockerOutcome.WORKING, 0, 0)));
        });
    assertReported("\"forgotten\" is ready, and its launch is missing");
  }

  @Test
  void reports_a_ready_node_whose_launch_nobody_looks_at() {
    change(tx -> tx.launches().update(launch.dueAt(null)));
    assertReported(name(ready) + " is ready, and its launch is neither due nor held nor claimed");
  }

  @Test
  void reports_a_launch_whose_binding_ended_before_it_was_accepted() {
    change(
        tx -> {
          tx.bindings().update(binding.endedAt(at(1), EndReason.TASK_DELETED));
          tx.gates().update(gate(running, BlockerOutcome.FAILED, 0, 0));
        });
    assertReported("of " + name(running) + " was not accepted, and its binding ended");
  }

  @Test
  void accepts_a_launch_whose_binding_ended_after_it_was_accepted() {
    change(
        tx -> {
          tx.launches().update(started.connectedAt(at(1)));
          tx.bindings().update(binding.endedAt(at(1), EndReason.TASK_DELETED));
          tx.gates().update(gate(running, BlockerOutcome.FAILED, 0, 0));
        });
    assertThat(HeraInvariants.of(store).violations()).isEmpty();
  }

  @Test
  void reports_a_launch_without_its_binding() {
    change(tx -> tx.launches().update(started.placed(task.id(), new BindingId(999), at(1))));
    assertReported("of " + name(running) + " has no binding of its role");
  }

  @Test
  void reports_a_failed_blocker_without_a_hold() {
    change(tx -> tx.holds().update(hold.closedAt(at(1))));
    assertReported(name(held) + " has no open hold for its failed blocker " + name(failed));
  }

  @Test
  void reports_a_hold_without_a_failed_blocker() {
    change(tx -> RowFixtures.hold(tx, held, ready));
    assertReported("is open, but its node does not wait for a failed blocker");
  }

  @Test
  void reports_a_hold_of_a_node_that_was_cancelled() {
    change(
        tx -> {
          tx.roles().update(held.cancelledAt(at(1)));
          tx.gates().update(gate(held, BlockerOutcome.SATISFIED, 1, 1));
        });
    assertReported("is open, but its node does not wait for a failed blocker");
  }

  @Test
  void reports_a_hold_that_is_open_twice() {
    Hold twin =
        new Hold(
            new HoldId(999),
            hold.orchestrator(),
            hold.node(),
            hold.blocker(),
            hold.reason(),
            at(2),
            true,
            null);
    HeraStore broken =
        new TamperedStore(store)
            .with(
                "holds.listOf",
                call -> call.arguments().contains(held.id()) ? List.of(hold, twin) : List.of());
    assertThat(HeraInvariants.of(broken).violations())
        .anyMatch(text -> text.endsWith("open twice"));
  }

  @Test
  void reports_a_hold_whose_launch_is_not_held() {
    change(tx -> RowFixtures.hold(tx, ready, null));
    assertReported("is open, but its launch is not held for that reason");
  }

  @Test
  void reports_a_held_launch_without_a_hold() {
    Launch conflicted =
        launch
            .claimedBy("gater", null, at(1))
            .placed(task.id(), binding.id(), at(1))
            .conflicted("conflict", at(2));
    change(tx -> tx.launches().update(conflicted));
    assertReported("is held as merge_conflict without an open hold");
  }

  @Test
  void reports_events_out_of_order() {
    HeraStore broken =
        new TamperedStore(store).with("events.list", call -> reversed((List<?>) call.proceed()));
    assertThat(HeraInvariants.of(broken).violations())
        .anyMatch(text -> text.contains(" comes after event "));
  }

  @Test
  void reports_an_event_in_two_orchestrators() {
    change(tx -> RowFixtures.orchestrator(tx, "other"));
    Event event = store.read(tx -> tx.events().listAbout(ready.id())).get(0);
    HeraStore broken = new TamperedStore(store).with("events.list", call -> List.of(event));
    assertThat(HeraInvariants.of(broken).violations())
        .anyMatch(text -> text.contains("there twice"));
  }

  private void assertReported(String... parts) {
    assertThat(HeraInvariants.of(store).violations())
        .anySatisfy(violation -> assertThat(violation).contains(parts));
  }

  private void change(Consumer<Transaction> work) {
    store.write(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  private static List<Object> reversed(List<?> rows) {
    return RowFixtures.reversed(new ArrayList<>(rows));
  }

  private static String name(Role role) {
    return "role " + role.id().value() + " \"" + role.name() + "\"";
  }

  private static Gate planned(Role role, BlockerOutcome outcome, int working, int failed) {
    return new Gate(role.id(), role.orchestrator(), true, outcome, working, failed);
  }

  private static Gate gate(Role role, BlockerOutcome outcome, int working, int failed) {
    return new Gate(role.id(), role.orchestrator(), false, outcome, working, failed);
  }

  private static void ended(Transaction tx, Role role) {
    Binding live = RowFixtures.newBinding(tx, role, RowFixtures.task(tx, null));
    tx.bindings().insert(List.of(live.endedAt(at(1), EndReason.RELEASED)));
  }

  private static Role coordinator(Role role) {
    return new Role(
        role.id(),
        role.orchestrator(),
        role.name(),
        RoleKind.COORDINATOR,
        NodeKind.WORKER,
        null,
        "",
        role.created(),
        null,
        null,
        null,
        null);
  }
}
