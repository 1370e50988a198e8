package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.Message;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.plan.NodeFacts;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.IdKind;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan that another tool stored, with gates and without what follows from them. */
@Proves("G8")
class GateRepairTest {
  private final TestWorld world = new TestWorld();
  private final OrchestratorId shop;

  GateRepairTest() {
    world.open("shop");
    shop = world.store().read(tx -> tx.orchestrators().findActive("shop").orElseThrow().id());
  }

  @BeforeEach
  void storedByAnotherTool() {
    world
        .store()
        .write(
            tx -> {
              Role failed = insert(tx, "1a", RoleKind.FREELANCE, gate -> gate);
              Role held =
                  insert(tx, "2a", RoleKind.WORKER, gate -> gate.plus(BlockerOutcome.FAILED));
              Role ready = insert(tx, "1b", RoleKind.WORKER, gate -> gate);
              Role planned =
                  insert(tx, "2b", RoleKind.WORKER, gate -> gate.plus(BlockerOutcome.WORKING));
              tx.edges()
                  .insert(
                      List.of(
                          new Edge(shop, held.id(), failed.id(), world.clock().instant()),
                          new Edge(shop, planned.id(), ready.id(), world.clock().instant())));
              return true;
            });
  }

  private Role insert(Transaction tx, String name, RoleKind kind, UnaryOperator<Gate> counts) {
    boolean failed = kind == RoleKind.FREELANCE;
    Role role =
        new Role(
            new RoleId(tx.takeIds(IdKind.ROLE, 1)),
            shop,
            name,
            kind,
            NodeKind.WORKER,
            null,
            "do " + name,
            world.clock().instant(),
            null,
            null,
            failed ? Status.FAILED : null,
            failed ? world.clock().instant() : null);
    tx.roles().insert(List.of(role));
    Gate gate = Gate.of(role.id(), shop, NodeFacts.of(role, true, List.of(), null));
    tx.gates().insert(List.of(counts.apply(gate)));
    return role;
  }

  private Role role(Transaction tx, String name) {
    return tx.roles().listActive(shop, RoleFilter.named(Set.of(name))).stream()
        .findFirst()
        .orElseThrow();
  }

  private List<Hold> holds() {
    return world.store().read(tx -> tx.holds().listOf(role(tx, "2a").id(), false));
  }

  private List<String> told() {
    return world
        .store()
        .read(
            tx ->
                tx.messages().listUnread(role(tx, "lead").id()).stream()
                    .map(Message::tldr)
                    .toList());
  }

  @Test
  void the_first_tick_starts_what_is_ready_and_holds_what_waits_for_a_failed_one() {
    world.hera().tick();

    assertThat(world.launcher().started()).containsExactly("1b");
    assertThat(holds()).singleElement().matches(Hold::told);
    assertThat(told()).singleElement().asString().startsWith("held:").contains("2a");
  }

  private void tickWithoutLauncher() {
    Hera.builder(world.store()).clock(world.clock()).build().tick();
  }

  @Test
  void a_hera_without_a_launcher_requests_and_holds() {
    tickWithoutLauncher();

    Optional<Launch> launch =
        world
            .store()
            .read(tx -> tx.launches().listOf(Set.of(role(tx, "1b").id())).stream().findFirst());
    assertThat(launch).hasValueSatisfying(request -> assertThat(request.due()).isNotNull());
    assertThat(holds()).hasSize(1);
    assertThat(told()).hasSize(1);
  }

  @Test
  void what_was_repaired_is_not_repaired_again() {
    tickWithoutLauncher();
    List<String> before = StoreDump.of(world.store());
    tickWithoutLauncher();

    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @Test
  void of_two_holds_only_the_missing_one_is_opened() {
    tickWithoutLauncher();
    world
        .store()
        .write(
            tx -> {
              Role second = insert(tx, "1c", RoleKind.FREELANCE, gate -> gate);
              RoleId held = role(tx, "2a").id();
              tx.edges()
                  .insert(List.of(new Edge(shop, held, second.id(), world.clock().instant())));
              Gate gate = tx.gates().find(held).orElseThrow();
              tx.gates().update(gate.plus(BlockerOutcome.FAILED));
              return true;
            });
    tickWithoutLauncher();

    assertThat(holds()).hasSize(2).allMatch(hold -> hold.closed() == null);
    assertThat(told()).hasSize(2);
  }
}
