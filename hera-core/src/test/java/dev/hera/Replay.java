package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import dev.hera.view.projection.PlanReplay;
import dev.hera.view.projection.PlanRows;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds a plan again from its events alone, and compares it with the plan that is stored. */
@Proves("M25")
final class Replay {
  private static final int PAGE = 97;

  private Replay() {}

  /** Replays an orchestrator's events and checks that they give what is stored. */
  static void check(Transaction tx, Orchestrator orchestrator, String when) {
    PlanRows told = replayed(tx, orchestrator);
    PlanRows stored = stored(tx, orchestrator);
    assertThat(told.orchestrator().isActive()).as(when).isEqualTo(orchestrator.isActive());
    assertThat(told.edges().stream().map(edge -> edge.key()).toList())
        .as(when)
        .isEqualTo(stored.edges().stream().map(edge -> edge.key()).toList());
    assertThat(told.gates().keySet()).as(when).containsAll(told.roles().keySet());
    assertThat(told.roles()).as(when).isEqualTo(stored.roles());
    assertThat(told.members()).as(when).isEqualTo(stored.members());
    assertThat(told.plan()).as(when).isEqualTo(stored.plan());
  }

  private static PlanRows replayed(Transaction tx, Orchestrator orchestrator) {
    PlanReplay replay = new PlanReplay(orchestrator);
    long last = 0;
    List<Event> page = tx.events().list(orchestrator.id(), 0, PAGE);
    while (!page.isEmpty()) {
      assertThat(page)
          .extracting(Event::sequence)
          .isSortedAccordingTo(Comparator.naturalOrder())
          .doesNotHaveDuplicates();
      assertThat(page.get(0).sequence()).isGreaterThan(last);
      replay.apply(page);
      last = page.get(page.size() - 1).sequence();
      page = tx.events().list(orchestrator.id(), last, PAGE);
    }
    return replay.rows();
  }

  private static PlanRows stored(Transaction tx, Orchestrator orchestrator) {
    Map<RoleId, Role> roles =
        byId(tx.roles().listActive(orchestrator.id(), RoleFilter.ALL), Role::id);
    Set<RoleId> ids = roles.keySet();
    var bindings = tx.bindings().listOfRoles(ids);
    return new PlanRows(
        orchestrator,
        roles,
        byId(tx.gates().list(orchestrator.id()), gate -> gate.role()),
        byId(tx.launches().listOf(ids), launch -> launch.role()),
        bindings.stream().collect(Collectors.groupingBy(binding -> binding.role())),
        byId(tx.tasks().list(bindings.stream().map(one -> one.task()).toList()), Task::id),
        tx.edges().list(orchestrator.id()));
  }

  private static <K, V> Map<K, V> byId(Collection<V> rows, Function<V, K> id) {
    return rows.stream().distinct().collect(Collectors.toMap(id, Function.identity()));
  }
}
