package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Output;
import dev.hera.mcp.words.ToolWords;
import dev.hera.view.recap.PlanDigest;
import dev.hera.view.recap.Recap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller needs to go on, as fields of a result and as text. */
final class RecapFields {
  private static final Output<PlanDigest.Line> NODE =
      Output.<PlanDigest.Line>empty()
          .text("name", PlanDigest.Line::name)
          .text("state", line -> line.state().wire())
          .textIfAny("why", line -> why(line));
  private static final Output<PlanDigest> PLAN =
      Output.<PlanDigest>empty()
          .text("progress", plan -> plan.progress().wire())
          .numbers("counts", RecapFields::counts)
          .list("nodes", NODE, PlanDigest::nodes)
          .number("left_out", PlanDigest::leftOut);
  private static final Output<Recap.Blocker> BLOCKER =
      Output.<Recap.Blocker>empty()
          .text("name", Recap.Blocker::name)
          .text("state", blocker -> blocker.state().wire())
          .textIfAny("branch", Recap.Blocker::branch);
  private static final Output<Recap.Subject> SUBJECT =
      Output.<Recap.Subject>empty()
          .number("id", message -> message.id().value())
          .text("from", Recap.Subject::from)
          .text("tldr", message -> InboxTool.said(message.byHera(), message.tldr()));

  private RecapFields() {}

  /** Adds the fields of a recap, all of which may be absent. */
  static <R> Output<R> addTo(Output<R> output, Function<R, @Nullable Recap> recap) {
    return output
        .textIfAny("coordinator", of(recap, Recap::coordinator))
        .textIfAny("mission", of(recap, one -> orNull(one.work().mission())))
        .textIfAny("project", of(recap, one -> one.work().project()))
        .textIfAny("branch", of(recap, one -> one.work().branch()))
        .textIfAny("worktree", of(recap, one -> one.work().worktree()))
        .textIfAny("task_status", of(recap, one -> one.work().taskStatus().wire()))
        .listIfAny("blockers", BLOCKER, all(recap, Recap::blockers))
        .objectIfAny("plan", PLAN, of(recap, Recap::plan))
        .listIfAny("unread", SUBJECT, all(recap, Recap::unread))
        .textsIfAny("projects", all(recap, Recap::projects))
        .textsIfAny("next", all(recap, RecapFields::next));
  }

  private static <R, V> Function<R, @Nullable V> of(
      Function<R, @Nullable Recap> recap, Function<Recap, @Nullable V> field) {
    return result -> {
      Recap found = recap.apply(result);
      return found == null ? null : field.apply(found);
    };
  }

  private static <R, V> Function<R, List<V>> all(
      Function<R, @Nullable Recap> recap, Function<Recap, List<V>> field) {
    return result -> {
      Recap found = recap.apply(result);
      return found == null ? List.of() : field.apply(found);
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Map<String, Integer> counts(PlanDigest plan) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    plan.counts().forEach((state, count) -> counts.put(state.wire(), count));
    return counts;
  }

  private static @Nullable String why(PlanDigest.Line line) {
    return line.why() == null ? null : ToolWords.of(line.why());
  }

  private static List<String> next(Recap recap) {
    return recap.next().stream().map(ToolWords::of).toList();
  }

  /** All of it as text: some clients show an agent nothing else. */
  static String tell(Recap recap) {
    List<String> lines = new ArrayList<>();
    Recap.Work work = recap.work();
    if (recap.coordinator() != null) {
      lines.add("Coordinator: " + recap.coordinator());
    }
    lines.add(
        "Task: "
            + work.taskStatus().wire()
            + named(", project ", work.project())
            + named(", branch ", work.branch())
            + named(", worktree ", work.worktree()));
    if (!work.mission().isEmpty()) {
      lines.add("Mission: " + work.mission());
    }
    recap.blockers().forEach(blocker -> lines.add(tell(blocker)));
    if (recap.plan() != null) {
      tell(recap.plan(), lines);
    }
    recap.unread().forEach(message -> lines.add(tell(message)));
    if (!recap.projects().isEmpty()) {
      lines.add("Projects: " + String.join(", ", recap.projects()));
    }
    lines.add("Next:");
    next(recap).forEach(step -> lines.add("- " + step));
    return String.join("\n", lines);
  }

  private static String named(String what, @Nullable String value) {
    return value == null ? "" : what + value;
  }

  private static String tell(Recap.Blocker blocker) {
    return "Blocker "
        + blocker.name()
        + ": "
        + blocker.state().wire()
        + named(", on ", blocker.branch());
  }

  private static void tell(PlanDigest plan, List<String> lines) {
    lines.add(
        "Plan, "
            + plan.progress().wire()
            + ": "
            + counts(plan).entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ")));
    for (PlanDigest.Line line : plan.nodes()) {
      lines.add("- " + line.name() + " " + line.state().wire() + named(": ", why(line)));
    }
    if (plan.leftOut() > 0) {
      lines.add("- and " + plan.leftOut() + " more: hera_plan_show");
    }
  }

  private static String tell(Recap.Subject message) {
    return "Unread #"
        + message.id().value()
        + " from "
        + message.from()
        + ": "
        + InboxTool.said(message.byHera(), message.tldr());
  }
}
