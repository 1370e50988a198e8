package dev.hera.view;

import dev.hera.role.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Why nodes stand still, in a few words, as far as the plan itself tells it (W8). */
final class Causes {
  private static final int LONGEST = 100;

  private final Map<String, ViewState> states = new HashMap<>();

  Causes(PlanView plan) {
    plan.nodes().forEach(node -> states.put(node.name(), node.state()));
  }

  /** Fit to be drawn, on one line; empty for a node that goes on. */
  String of(PlanView.Node node) {
    return shortened(Drawable.of(cause(node)));
  }

  private String cause(PlanView.Node node) {
    return switch (node.state()) {
      case HELD -> failedBlockers(node);
      case READY ->
          node.attempts() == 0
              ? ""
              : "its start failed, attempt %d: %s".formatted(node.attempts(), node.lastError());
      case WORKING -> node.status() == Status.BLOCKED ? "asks for help" : "";
      case DONE, IN_REVIEW, PENDING, FAILED, CANCELLED, PLANNED -> "";
    };
  }

  private String failedBlockers(PlanView.Node node) {
    String failed =
        node.blockers().stream()
            .filter(name -> states.get(name) == ViewState.FAILED)
            .map(name -> name + " failed")
            .collect(Collectors.joining(", "));
    return failed.isEmpty() && node.lastError() != null ? node.lastError() : failed;
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
