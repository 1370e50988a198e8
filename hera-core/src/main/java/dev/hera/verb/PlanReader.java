package dev.hera.verb;

import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.view.PlanView;
import dev.hera.view.projection.PlanRows;
import dev.hera.work.rows.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a whole plan in a fixed number of queries, however large it is. */
public final class PlanReader {
  private final PlanRows rows;

  public PlanReader(WorkingSet tx, Orchestrator orchestrator) {
    List<Binding> bindings = tx.bindings().list(orchestrator.id());
    this.rows =
        new PlanRows(
            orchestrator,
            byId(tx.roles().listActive(orchestrator.id()), Role::id),
            byId(tx.gates().list(orchestrator.id()), Gate::role),
            byId(tx.launches().list(orchestrator.id()), Launch::role),
            bindings.stream().collect(Collectors.groupingBy(Binding::role)),
            byId(tx.tasks().list(bindings.stream().map(Binding::task).toList()), Task::id),
            tx.edges().list(orchestrator.id()));
  }

  private static <K, V> Map<K, V> byId(List<V> rows, Function<V, K> id) {
    return rows.stream().collect(Collectors.toMap(id, Function.identity()));
  }

  public PlanRows rows() {
    return rows;
  }

  public PlanView view() {
    return rows.plan();
  }
}
