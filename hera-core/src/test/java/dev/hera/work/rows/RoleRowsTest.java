package dev.hera.work.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.memory.MemoryStore;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a unit of work is answered of roles that it changed. */
class RoleRowsTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final OrchestratorId SHOP = new OrchestratorId(1);
  private static final Role A = role(1, "a");
  private static final Role B = role(2, "b");

  private final HeraStore store = MemoryStore.create();

  private static Role role(long id, String name) {
    return new Role(
        new RoleId(id),
        SHOP,
        name,
        RoleKind.WORKER,
        NodeKind.WORKER,
        null,
        "do it",
        NOW,
        null,
        null,
        null,
        null);
  }

  @BeforeEach
  void fill() {
    store.write(
        tx -> {
          tx.orchestrators().insert(List.of(new Orchestrator(SHOP, "shop", null, null, NOW, null)));
          tx.roles().insert(List.of(A, B));
          return true;
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private <T> T rows(Function<RoleRows, T> work) {
    return store.write(tx -> work.apply(new WorkingSet(tx).roles()));
  }

  @Test
  void one_that_was_archived_is_not_among_the_active_ones() {
    List<Role> active =
        rows(
            roles -> {
              roles.find(A.id());
              roles.update(A.archivedAt(NOW));
              return roles.listActive(SHOP);
            });

    assertThat(active).containsExactly(B);
  }

  @Test
  void nor_is_it_when_they_were_known_before() {
    List<Role> active =
        rows(
            roles -> {
              roles.listActive(SHOP);
              roles.update(A.archivedAt(NOW));
              return roles.listActive(SHOP);
            });

    assertThat(active).containsExactly(B);
  }

  @Test
  void a_status_is_that_of_the_last_change_whenever_they_were_asked_for() {
    Role done = A.withStatus(Status.DONE, NOW);
    Role working = A.withStatus(Status.WORKING, NOW);
    List<List<Role>> active =
        rows(
            roles -> {
              roles.find(A.id());
              roles.update(working);
              List<Role> first = roles.listActive(SHOP);
              roles.update(done);
              return List.of(first, roles.listActive(SHOP));
            });

    assertThat(active).containsExactly(List.of(working, B), List.of(done, B));
  }
}
