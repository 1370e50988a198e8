package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.error.CycleException;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two Heras on one file know of a long plan's edges is what both of them made of it. */
@Timeout(600)
class EdgesByTwoHerasTest {
  private static final String NAME = "long";
  private static final int NODES = 80;
  private static final int STEPS = 120;

  @TempDir Path directory;

  @Test
  void each_edge_is_refused_exactly_when_a_plain_search_finds_its_cycle() {
    int refused = 0;
    for (int seed = 0; seed < Effort.of(6, 200); seed++) {
      try (Run run = new Run(directory.resolve(seed + ".db"), seed)) {
        refused += run.steps();
      }
    }
    assertThat(refused).as("cycles met").isGreaterThan(Effort.of(6, 200) * STEPS / 20);
  }

  /** A store whose writes are taken back after their work while it tears. */
  private static final class TornStore implements HeraStore {
    private final HeraStore whole;
    private boolean tears;

    TornStore(HeraStore whole) {
      this.whole = whole;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return whole.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return whole.write(
          tx -> {
            T done = work.apply(tx);
            if (tears) {
              throw new IllegalArgumentException("taken back");
            }
            return done;
          });
    }

    @Override
    public void close() {
      whole.close();
    }
  }

  /** One Hera on the file. */
  private record Side(TornStore store, Hera hera, Coordinator lead) implements AutoCloseable {
    static Side open(Path file, Caller.OfTask lead) {
      TornStore store = new TornStore(SqliteStore.open(file));
      Hera hera = Hera.builder(store).build();
      return new Side(store, hera, hera.coordinator(lead, NAME));
    }

    void tear(Consumer<Coordinator> verb) {
      store.tears = true;
      assertThatThrownBy(() -> verb.accept(lead)).isInstanceOf(RuntimeException.class);
      store.tears = false;
    }

    @Override
    public void close() {
      hera.close();
    }
  }

  /** One plan, and what is known of it here. */
  private static final class Run implements AutoCloseable {
    private final Random random;
    private final String what;
    private final Map<Integer, Set<Integer>> blockers = new TreeMap<>();
    private final List<Side> sides;
    private int nodes;
    private int refused;

    Run(Path file, int seed) {
      random = new Random(seed);
      what = "seed " + seed;
      Caller.OfTask task;
      try (Hera hera = Hera.builder(SqliteStore.open(file)).build()) {
        task = (Caller.OfTask) hera.tasks().register(NewTask.named("lead"));
        hera.newcomer(task).newOrchestrator(NAME, "lead");
      }
      sides = List.of(Side.open(file, task), Side.open(file, task));
    }

    private Side any() {
      return sides.get(random.nextInt(sides.size()));
    }

    int steps() {
      for (int node = 0; node < NODES; node++) {
        add(any());
      }
      for (int step = 0; step < STEPS; step++) {
        step(any(), what + ", step " + step);
      }
      HeraInvariants.of(sides.get(0).store()).assertHold();
      return refused;
    }

    private void step(Side side, String where) {
      int one = random.nextInt(nodes);
      int other = Math.floorMod(one - 12 + random.nextInt(20), nodes);
      switch (random.nextInt(10)) {
        case 0 -> add(side);
        case 1, 2 -> unblock(side, one);
        case 3 -> side.tear(lead -> lead.block(name(one), name(other)));
        case 4 -> side.tear(lead -> lead.unblock(name(one), name(firstBlocker(one))));
        default -> {
          if (one != other) {
            block(side, one, other, where);
          }
        }
      }
    }

    private static String name(int node) {
      return "n" + node;
    }

    /** A node behind one of the last ones, so that the plan becomes long. */
    private void add(Side side) {
      int node = nodes++;
      Set<Integer> behind = new TreeSet<>();
      Plan.Builder plan = Plan.builder().node(name(node), "do it");
      if (node > 0) {
        int before = Math.max(0, node - 1 - random.nextInt(2));
        behind.add(before);
        plan.after(name(before));
      }
      blockers.put(node, behind);
      side.lead().submit(plan.build());
    }

    private int firstBlocker(int node) {
      return blockers.get(node).stream().findFirst().orElse(Math.floorMod(node - 1, nodes));
    }

    private void unblock(Side side, int node) {
      int blocker = firstBlocker(node);
      boolean removed = side.lead().unblock(name(node), name(blocker)).removed();
      assertThat(removed).as(what).isEqualTo(blockers.get(node).remove(blocker));
    }

    private void block(Side side, int blocked, int blocker, String where) {
      int expected = distance(blocker, blocked);
      if (expected < 0 || blockers.get(blocked).contains(blocker)) {
        side.lead().block(name(blocked), name(blocker));
        blockers.get(blocked).add(blocker);
        return;
      }
      refused++;
      CycleException refusal =
          catchThrowableOfType(
              CycleException.class, () -> side.lead().block(name(blocked), name(blocker)));
      assertThat(refusal).as(where).isNotNull();
      List<String> path = refusal.path();
      assertThat(path).as(where).hasSize(expected + 2).startsWith(name(blocked), name(blocker));
      assertThat(path).as(where).endsWith(name(blocked));
      for (int i = 1; i + 1 < path.size(); i++) {
        assertThat(blockers.get(number(path.get(i)))).as(where).contains(number(path.get(i + 1)));
      }
    }

    private static int number(String name) {
      return Integer.parseInt(name.substring(1));
    }

    /** How many edges lead from a node over its blockers to another one; -1 when none do. */
    private int distance(int from, int to) {
      Set<Integer> reached = new LinkedHashSet<>(List.of(from));
      for (int steps = 0; ; steps++) {
        if (reached.contains(to)) {
          return steps;
        }
        List<Integer> more = new ArrayList<>();
        reached.forEach(node -> more.addAll(blockers.get(node)));
        if (!reached.addAll(more)) {
          return -1;
        }
      }
    }

    @Override
    public void close() {
      sides.forEach(Side::close);
    }
  }
}
