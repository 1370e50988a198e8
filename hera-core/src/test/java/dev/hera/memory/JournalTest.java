package dev.hera.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a store with a journal promises; the contract kit tests one on a file. */
class JournalTest {
  private final Kept journal = new Kept();
  private final HeraStore store = MemoryStore.open(journal);

  /** Keeps rows in a map, and acts before each commit. */
  private static final class Kept implements Journal {
    private final Map<Object, Change> rows = new LinkedHashMap<>();
    private final List<Integer> commits = new ArrayList<>();
    private Runnable before = () -> {};

    @Override
    public void load(RowKind kind, Consumer<Record> all) {
      rows.values().stream()
          .filter(change -> change.kind() == kind && change.row() != null)
          .forEach(change -> all.accept(change.row()));
    }

    @Override
    public void append(List<Change> changes) {
      before.run();
      commits.add(changes.size());
      changes.forEach(change -> rows.put(List.of(change.kind(), change.key()), change));
    }

    @Override
    public void close() {
      before = () -> {};
    }
  }

  private void open(String name) {
    store.write(
        tx -> {
          OrchestratorId id = new OrchestratorId(tx.takeIds(IdKind.ORCHESTRATOR, 1));
          Orchestrator row = new Orchestrator(id, name, null, null, Instant.EPOCH, null);
          tx.orchestrators().insert(List.of(row));
          return true;
        });
  }

  private static List<String> names(HeraStore store) {
    return store.read(
        tx -> tx.orchestrators().listActive().stream().map(Orchestrator::name).toList());
  }

  @Test
  void a_commit_is_seen_by_nobody_before_it_is_kept() {
    List<String> seen = new ArrayList<>();
    journal.before = () -> seen.addAll(onAnotherThread());
    open("checkout");
    assertThat(seen).isEmpty();
    open("billing");
    assertThat(seen).containsExactly("checkout");
  }

  private List<String> onAnotherThread() {
    List<String> seen = new ArrayList<>();
    Thread reader = new Thread(() -> seen.addAll(names(store)));
    reader.start();
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return seen;
  }

  @Test
  void a_commit_that_is_not_kept_did_not_happen() {
    open("checkout");
    journal.before =
        () -> {
          throw new StoreUnavailableException("full");
        };
    assertThatThrownBy(() -> open("billing")).isInstanceOf(StoreUnavailableException.class);
    assertThat(names(store)).containsExactly("checkout");
  }

  @Test
  void a_write_that_changes_nothing_is_no_commit() {
    store.write(tx -> tx.orchestrators().listActive());
    assertThat(journal.commits).isEmpty();
  }

  @Test
  void what_was_kept_is_there_again_and_no_id_is_given_twice() {
    open("checkout");
    store.close();
    HeraStore again = MemoryStore.open(journal);
    assertThat(names(again)).containsExactly("checkout");
    assertThat(again.<Long>write(tx -> tx.takeIds(IdKind.ORCHESTRATOR, 1))).isEqualTo(2);
  }
}
