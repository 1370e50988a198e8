package dev.hera.examples.host.demo;

import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what the demonstration came to with what it was to come to. */
final class DemoOutcome {
  private final PlanView plan;
  private final DemoCoordinator coordinator;
  private final WorkTree repository;
  private final Map<String, PlanView.Node> byName;
  private final List<String> problems = new ArrayList<>();

  DemoOutcome(PlanView plan, DemoCoordinator coordinator, WorkTree repository) {
    this.plan = plan;
    this.coordinator = coordinator;
    this.repository = repository;
    this.byName =
        plan.nodes().stream().collect(Collectors.toMap(PlanView.Node::name, Function.identity()));
  }

  /** What is not as it should be, as sentences; empty when all is. */
  List<String> problems() throws IOException, InterruptedException {
    require(plan.isComplete(), "not done: " + coordinator.waitedFor());
    require(coordinator.held() == 1, "held notices: " + coordinator.held() + " instead of 1");
    require(
        coordinator.unblocked() == 1,
        "unblocked notices: " + coordinator.unblocked() + " instead of 1");
    require(
        plan.nodes().size() == DemoPlan.NODES.size(),
        "nodes: " + plan.nodes().size() + " instead of " + DemoPlan.NODES.size());
    for (DemoPlan.Node node : DemoPlan.NODES) {
      check(node);
    }
    return problems;
  }

  private void check(DemoPlan.Node node) throws IOException, InterruptedException {
    String branch = branch(node.name());
    if (node.name().equals(DemoPlan.CANCELLED)) {
      require(branch == null, node.name() + " was cancelled and ran all the same");
      return;
    }
    if (branch == null) {
      problems.add(node.name() + " has no branch");
      return;
    }
    require(
        repository.show(branch, node.file()).orElse("").startsWith(node.name() + " wrote this"),
        node.name() + " did not write " + node.file());
    for (String blocker : stoodOn(node.name())) {
      require(
          repository.contains(branch, String.valueOf(branch(blocker))),
          node.name() + " does not stand on " + blocker);
    }
  }

  private void require(boolean is, String problem) {
    if (!is) {
      problems.add(problem);
    }
  }

  private @Nullable String branch(String name) {
    PlanView.Node node = byName.get(name);
    return node == null ? null : node.branch();
  }

  private List<String> stoodOn(String name) {
    PlanView.Node node = byName.get(name);
    return node == null || node.branch() == null
        ? List.of()
        : node.blockers().stream().filter(blocker -> branch(blocker) != null).toList();
  }

  /** Prints the table of all nodes. */
  void print(PrintStream out) {
    String row = "%-11s %-11s %-23s %s%n";
    out.printf(row, "node", "state", "branch", "stood on");
    for (PlanView.Node node : plan.nodes()) {
      ViewState state = node.state();
      String branch = node.branch();
      out.printf(
          row,
          node.name(),
          state.glyph() + " " + state.label(),
          branch == null ? "-" : branch,
          stoodOn(node.name()).isEmpty() ? "-" : String.join(", ", stoodOn(node.name())));
    }
  }
}
