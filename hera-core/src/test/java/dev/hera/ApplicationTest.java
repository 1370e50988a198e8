package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.CoordinatorExistsException;
import dev.hera.error.NotBoundException;
import dev.hera.error.NotFoundException;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.result.Membership;
import dev.hera.result.NodePlanned;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The embedding application coordinates, and finds its way back by name after a restart (V8). */
class ApplicationTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private Hera restarted() {
    return world.another("restarted");
  }

  @Proves("V8")
  @Test
  void opening_again_after_a_restart_goes_on_with_plan_messages_and_keys() {
    Coordinator lead = world.hera().newOrchestrator("checkout", "lead");
    assertThat(lead.membership().resumed()).isFalse();
    NodePlanned planned = lead.once("one").plan(Plan.Node.worker("1a", "do it"));
    world.tick();
    tell("checkout", "1a");

    Coordinator again = restarted().newOrchestrator("checkout", "ignored");
    Membership place = again.membership();
    assertThat(place.resumed()).isTrue();
    assertThat(place.roleName()).isEqualTo("lead");
    assertThat(place.taskId()).isEqualTo(lead.membership().taskId());
    assertThat(again.once("one").plan(Plan.Node.worker("1a", "do it"))).isEqualTo(planned);
    assertThat(again.plan().nodes()).hasSize(1);
    assertThat(again.inbox().messages()).extracting(Inbox.Item::tldr).containsExactly("begun");
    assertThat(lead.inbox().messages()).as("both handles are one coordinator").isEmpty();
  }

  private void tell(String orchestrator, String node) {
    Participant worker =
        world.hera().participant(Caller.worker(world.launcher().token(node)), orchestrator);
    worker.send(Outgoing.report(Status.WORKING, "begun", "begun"));
  }

  @Test
  void leads_several_orchestrators_at_the_same_time() {
    world.hera().newOrchestrator("one", "lead").plan(Plan.Node.worker("a", "a"));
    world.hera().newOrchestrator("two", "lead").plan(Plan.Node.worker("b", "b"));

    Hera later = restarted();
    assertThat(later.coordinator(" one ").plan().nodes()).hasSize(1);
    assertThat(later.coordinator("two").plan().nodes().get(0).name()).isEqualTo("b");
  }

  @Test
  void a_name_that_is_not_there_or_archived_is_not_found() {
    world.hera().newOrchestrator("gone", "lead");
    world.hera().archive("gone");
    for (String name : new String[] {"gone", "never"}) {
      assertThatThrownBy(() -> world.hera().coordinator(name))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining(name);
    }
    assertThat(world.hera().newOrchestrator("gone", "lead").membership().resumed()).isFalse();
  }

  @Test
  void a_place_that_nobody_has_is_taken() {
    Coordinator lead = world.hera().newOrchestrator("checkout", "boss");
    world.hera().tasks().archive(lead.membership().taskId());
    assertThatThrownBy(lead::plan).hasMessageContaining("task");

    Membership place = restarted().coordinator("checkout").membership();
    assertThat(place.roleName()).isEqualTo("boss");
    assertThat(place.resumed()).isTrue();
    assertThat(place.taskId()).isNotEqualTo(lead.membership().taskId());
    world.hera().tasks().archive(place.taskId());
    assertThat(restarted().newOrchestrator("checkout", "x").membership().roleName())
        .isEqualTo("boss");
  }

  @Test
  void opening_does_not_take_the_place_of_an_agent_but_acting_as_it_is_possible() {
    Caller agent =
        world.hera().tasks().register(new NewTask("agent", "shop", "/home/lead/shop", "main"));
    Coordinator lead = world.hera().newcomer(agent).newOrchestrator("agents", "lead");
    lead.plan(Plan.Node.worker("a", "a"));

    assertThatThrownBy(() -> world.hera().newOrchestrator("agents", "lead"))
        .isInstanceOf(CoordinatorExistsException.class);
    Coordinator same = world.hera().coordinator("agents");
    assertThat(same.membership().taskId()).isEqualTo(lead.membership().taskId());
    assertThat(same.explain("a").name()).isEqualTo("a");
  }

  @Test
  void a_nested_orchestrator_stays_nested_when_the_application_takes_its_place() {
    world.lead().plan(new Plan.Node("sub", NodeKind.SUBCOORD, null, "the goal", null));
    world.tick();
    assertThatThrownBy(() -> world.hera().newOrchestrator("sub", "lead"))
        .isInstanceOf(CoordinatorExistsException.class);
    Orchestrator child = world.orchestrator("sub");
    assertThat(world.hera().coordinator("sub").membership().roleName()).isEqualTo("coord");

    world.hera().tasks().archive(world.task("sub").id());
    assertThat(world.hera().coordinator("sub").membership().roleName()).isEqualTo("coord");
    assertThat(world.orchestrator("sub").parent()).isEqualTo(child.parent()).isNotNull();
  }

  @Test
  void a_session_that_registers_itself_again_goes_on_where_it_was() {
    Coordinator first = open("my application");
    first.plan(Plan.Node.worker("a", "a"));

    Coordinator second = open("my application");
    assertThat(second.membership().resumed()).isTrue();
    assertThat(second.membership().roleName()).isEqualTo("lead");
    assertThat(second.plan().nodes()).hasSize(1);
    assertThatThrownBy(first::plan).isInstanceOf(NotBoundException.class);
    assertThat(
            world
                .store()
                .read(tx -> tx.bindings().listOfTasks(Set.of(first.membership().taskId())))
                .get(0))
        .extracting(binding -> binding.endReason())
        .isEqualTo(EndReason.SUPERSEDED);
    assertThatThrownBy(() -> open("another application"))
        .isInstanceOf(CoordinatorExistsException.class);
    assertThat(world.hera().newOrchestrator("checkout", "x").membership().resumed()).isTrue();
  }

  private Coordinator open(String session) {
    Caller here = world.hera().tasks().register(NewTask.named(session));
    return world.hera().newcomer(here).newOrchestrator("checkout", "lead");
  }

  @Test
  void a_joined_session_is_no_coordinator() {
    world.hera().newOrchestrator("checkout", "lead");
    Caller guest = world.hera().tasks().register(NewTask.named("guest"));
    world.hera().newcomer(guest).join("checkout", "guest", RoleKind.FREELANCE, null, null);
    assertThatThrownBy(() -> world.hera().coordinator(guest, "checkout").cancel("x"))
        .hasMessageContaining("coordinator");
  }
}
