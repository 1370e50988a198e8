package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.newOrchestrator;
import static dev.hera.store.tck.row.RowFixtures.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Orchestrators}. */
public abstract class OrchestratorsChapter extends TableChapter<OrchestratorId, Orchestrator> {
  public OrchestratorsChapter(StoreUnderTest tested) {
    super(tested, Transaction::orchestrators, Orchestrator::id, new OrchestratorId(1_000_000));
  }

  @Override
  List<Orchestrator> newRows(Transaction tx) {
    String name = RowFixtures.newPlace(tx).name();
    return List.of(
        newOrchestrator(tx, name + "-a"),
        newOrchestrator(tx, name + "-a").archivedAt(at(1)),
        newOrchestrator(tx, name + "-b"),
        newOrchestrator(tx, name + "-c"),
        newOrchestrator(tx, name + "-d"));
  }

  @Test
  void keeps_every_field() {
    Orchestrator full =
        write(
            tx -> {
              Orchestrator row = full(tx, orchestrator(tx, "parent"));
              tx.orchestrators().insert(List.of(row));
              assertThat(tx.orchestrators().find(row.id())).contains(row);
              return row;
            });
    assertThat(find(full.id())).isEqualTo(full);
  }

  @Test
  void keeps_absent_fields_absent() {
    Orchestrator bare = write(tx -> orchestrator(tx, "checkout"));
    assertThat(find(bare.id())).isEqualTo(bare);
  }

  @Test
  void an_update_replaces_every_field() {
    Orchestrator bare = write(tx -> orchestrator(tx, "checkout"));
    Orchestrator full =
        write(
            tx -> {
              Orchestrator other = full(tx, orchestrator(tx, "parent"));
              Orchestrator row =
                  new Orchestrator(
                      bare.id(),
                      other.name(),
                      other.baseBranch(),
                      other.parent(),
                      other.created(),
                      other.archived());
              tx.orchestrators().update(row);
              return row;
            });
    assertThat(find(bare.id())).isEqualTo(full);
    change(tx -> tx.orchestrators().update(bare));
    assertThat(find(bare.id())).isEqualTo(bare);
  }

  @Test
  void an_update_changes_no_other_row() {
    Orchestrator other = write(tx -> orchestrator(tx, "other"));
    change(tx -> tx.orchestrators().update(orchestrator(tx, "checkout").archivedAt(at(1))));
    assertThat(find(other.id())).isEqualTo(other);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(find(tx -> tx.orchestrators().find(new OrchestratorId(1)))).isEmpty();
    assertThat(find(tx -> tx.orchestrators().findActive("checkout"))).isEmpty();
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
    assertThat(list(tx -> tx.orchestrators().listChildren(new OrchestratorId(1)))).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    Orchestrator row = write(tx -> orchestrator(tx, "checkout"));
    Orchestrator same =
        new Orchestrator(row.id(), "another", null, null, row.created(), row.archived());
    assertTaken(tx -> tx.orchestrators().insert(List.of(same)));
    assertThat(find(row.id())).isEqualTo(row);
  }

  @Test
  void refuses_a_second_active_one_of_the_same_name() {
    change(tx -> orchestrator(tx, "checkout"));
    assertTaken(tx -> orchestrator(tx, "checkout"));
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
  }

  @Test
  void refuses_an_update_to_the_name_of_another_active_one() {
    Orchestrator archived =
        write(
            tx -> {
              Orchestrator row = newOrchestrator(tx, "checkout").archivedAt(at(1));
              tx.orchestrators().insert(List.of(row));
              orchestrator(tx, "checkout");
              return row;
            });
    Orchestrator revived =
        new Orchestrator(archived.id(), "checkout", null, null, archived.created(), null);
    assertTaken(tx -> tx.orchestrators().update(revived));
    assertThat(find(archived.id())).isEqualTo(archived);
  }

  @Test
  void an_archived_one_frees_its_name() {
    for (int round = 0; round < 3; round++) {
      change(tx -> tx.orchestrators().update(orchestrator(tx, "checkout").archivedAt(at(1))));
    }
    Orchestrator active = write(tx -> orchestrator(tx, "checkout"));
    assertThat(find(tx -> tx.orchestrators().findActive("checkout"))).contains(active);
  }

  @Test
  void finds_by_name_only_what_is_active() {
    change(tx -> tx.orchestrators().update(orchestrator(tx, "checkout").archivedAt(at(1))));
    assertThat(find(tx -> tx.orchestrators().findActive("checkout"))).isEmpty();
  }

  @Test
  void names_are_compared_exactly() {
    Orchestrator lower = write(tx -> orchestrator(tx, "checkout"));
    Orchestrator upper = write(tx -> orchestrator(tx, "Checkout"));
    assertThat(find(tx -> tx.orchestrators().findActive("checkout"))).contains(lower);
    assertThat(find(tx -> tx.orchestrators().findActive("Checkout"))).contains(upper);
    assertThat(find(tx -> tx.orchestrators().findActive("CHECKOUT"))).isEmpty();
    assertThat(find(tx -> tx.orchestrators().findActive("check%"))).isEmpty();
  }

  @Test
  void lists_the_active_ones_in_id_order() {
    List<Orchestrator> active =
        write(
            tx -> {
              Orchestrator a = newOrchestrator(tx, "z");
              Orchestrator archived = newOrchestrator(tx, "y").archivedAt(at(1));
              Orchestrator b = newOrchestrator(tx, "x");
              Orchestrator c = newOrchestrator(tx, "w");
              tx.orchestrators().insert(List.of(c, archived, a, b));
              return List.of(a, b, c);
            });
    assertThat(list(tx -> tx.orchestrators().listActive())).isEqualTo(active);
  }

  @Test
  void lists_the_children_of_one_archived_ones_too_in_id_order() {
    Orchestrator parent = write(tx -> orchestrator(tx, "parent"));
    List<Orchestrator> children =
        write(
            tx -> {
              Orchestrator a = newOrchestrator(tx, "a").withParent(parent.id()).archivedAt(at(1));
              Orchestrator b = newOrchestrator(tx, "b").withParent(parent.id());
              Orchestrator grandchild = newOrchestrator(tx, "c").withParent(b.id());
              tx.orchestrators().insert(List.of(b, grandchild, a));
              return List.of(a, b);
            });
    assertThat(list(tx -> tx.orchestrators().listChildren(parent.id()))).isEqualTo(children);
    assertThat(list(tx -> tx.orchestrators().listChildren(children.get(0).id()))).isEmpty();
  }

  private Orchestrator find(OrchestratorId id) {
    return read(tx -> tx.orchestrators().find(id)).orElseThrow();
  }

  private static Orchestrator full(Transaction tx, Orchestrator parent) {
    OrchestratorId id = newOrchestrator(tx, "unused").id();
    return new Orchestrator(id, "full", "release/1.x", parent.id(), at(1), at(2));
  }
}
