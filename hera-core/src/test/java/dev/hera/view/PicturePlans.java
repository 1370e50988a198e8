package dev.hera.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The plans of which pictures are kept, by the names of their files. */
public final class PicturePlans {
  private PicturePlans() {}

  public static Map<String, PlanView> all() {
    Map<String, PlanView> plans = new LinkedHashMap<>();
    plans.put("empty", new Pictures().of("shop"));
    plans.put("one-node", new Pictures().node("1a-schema", ViewState.WORKING).of("shop"));
    plans.put("diamond", diamond());
    plans.put("wide-fan", fan(7).of("fan"));
    plans.put("very-wide-fan", fan(40).of("fan"));
    plans.put("deep-chain", chain());
    plans.put("failed-beside-cancelled", failedBesideCancelled());
    plans.put("held", held());
    plans.put("sub-coordinators", subCoordinators());
    plans.put("escaped-names", escapedNames());
    plans.put("all-states", allStates());
    plans.put("two-groups-of-a-stage", twoGroups());
    plans.put("outside-blocker", outsideBlocker());
    plans.put("five-hundred-nodes", fiveHundred());
    return plans;
  }

  private static PlanView diamond() {
    return new Pictures()
        .node("1a-schema", ViewState.DONE)
        .node("2a-api", ViewState.IN_REVIEW, "1a-schema")
        .node("2b-ui", ViewState.WORKING, "1a-schema")
        .node("3a-e2e", ViewState.PLANNED, "2a-api", "2b-ui")
        .of("checkout");
  }

  private static Pictures fan(int width) {
    Pictures plan = new Pictures().node("1a-seed", ViewState.DONE);
    String[] all = new String[width];
    for (int i = 0; i < width; i++) {
      all[i] = i < 26 ? "2" + (char) ('a' + i) + "-part" : "part-" + i;
      ViewState state = i == 3 ? ViewState.FAILED : i % 3 == 0 ? ViewState.DONE : ViewState.WORKING;
      plan.node(all[i], state, "1a-seed");
    }
    return plan.node("3a-gather", ViewState.HELD, all);
  }

  private static PlanView chain() {
    Pictures plan = new Pictures().node("1-step", ViewState.DONE);
    IntStream.rangeClosed(2, 12)
        .forEach(
            n ->
                plan.node(
                    n + "-step",
                    n < 6 ? ViewState.DONE : n == 6 ? ViewState.PENDING : ViewState.PLANNED,
                    n - 1 + "-step"));
    return plan.of("chain");
  }

  private static PlanView failedBesideCancelled() {
    return new Pictures()
        .node("1a-plan", ViewState.DONE)
        .node("2a-old-way", ViewState.CANCELLED, "1a-plan")
        .node("2b-new-way", ViewState.FAILED, "1a-plan")
        .node("3a-compare", ViewState.HELD, "2a-old-way", "2b-new-way")
        .of("choice");
  }

  private static PlanView held() {
    return new Pictures()
        .node("1a-schema", ViewState.FAILED)
        .node("1b-docs", ViewState.DONE)
        .node("2a-api", ViewState.HELD, "1a-schema", "1b-docs")
        .failing("2b-merge", ViewState.HELD, 0, "merge conflict in src/Api.java", "1b-docs")
        .failing("2c-start", ViewState.READY, 3, "no such base branch: trunk", "1b-docs")
        .asking("2d-ask", "1b-docs")
        .of("shop");
  }

  private static PlanView subCoordinators() {
    return new Pictures()
        .node("1a-survey", ViewState.DONE)
        .subcoord("2a-backend", ViewState.WORKING, "1a-survey")
        .subcoord("2b-frontend", ViewState.PLANNED, "1a-survey", "2a-backend")
        .node("3a-release", ViewState.PLANNED, "2a-backend", "2b-frontend")
        .of("product");
  }

  private static PlanView escapedNames() {
    return new Pictures()
        .node("<script>alert(1)</script>", ViewState.WORKING)
        .node("a\"]:::x", ViewState.DONE, "<script>alert(1)</script>")
        .node("50% &amp; #35; \\n", ViewState.PLANNED, "a\"]:::x")
        .node("\u202erevo\u202c \u001b[31mred", ViewState.FAILED, "a\"]:::x")
        .node("مرحبا-שלום", ViewState.HELD, "\u202erevo\u202c \u001b[31mred")
        .of("\"quoted\" <shop>\n");
  }

  private static PlanView allStates() {
    Pictures plan = new Pictures();
    for (ViewState state : ViewState.values()) {
      plan.node(state.wire(), state);
    }
    return plan.of("all");
  }

  private static PlanView twoGroups() {
    return new Pictures()
        .node("1a-left", ViewState.DONE)
        .node("1b-right", ViewState.WORKING)
        .node("2a-l", ViewState.WORKING, "1a-left")
        .node("2b-r", ViewState.PLANNED, "1b-right")
        .node("2c-l", ViewState.DONE, "1a-left")
        .node("2d-r", ViewState.PLANNED, "1b-right")
        .node("3a-some", ViewState.PLANNED, "2a-l", "2b-r", "2d-r")
        .of("pairs");
  }

  private static PlanView outsideBlocker() {
    return new Pictures()
        .node("1a-schema", ViewState.PLANNED, "helper")
        .node("1b-docs", ViewState.PLANNED, "helper")
        .node("2a-api", ViewState.PLANNED, "1a-schema", "helper")
        .of("shop");
  }

  private static PlanView fiveHundred() {
    Pictures plan = new Pictures().node("1a-seed", ViewState.DONE);
    String[] before = {"1a-seed"};
    for (int stage = 2; stage <= 6; stage++) {
      String[] own = new String[99];
      for (int i = 0; i < own.length; i++) {
        own[i] = "%d-part-%02d".formatted(stage, i);
        plan.node(own[i], stateIn(stage, i), before);
      }
      plan.node(stage + "z-gather", stage < 3 ? ViewState.DONE : ViewState.PLANNED, own);
      before = new String[] {stage + "z-gather"};
    }
    return plan.of("large");
  }

  private static ViewState stateIn(int stage, int i) {
    if (stage > 3) {
      return ViewState.PLANNED;
    }
    return stage < 3 || i % 2 == 0 ? ViewState.DONE : i == 51 ? ViewState.FAILED : ViewState.READY;
  }
}
