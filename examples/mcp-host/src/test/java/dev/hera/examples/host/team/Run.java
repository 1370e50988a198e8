package dev.hera.examples.host.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** One plan from its beginning to its end, by a coordinator and members that act in turns. */
final class Run {
  private static final int MOST_CALLS = 1_000;

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, List<String>> blockers = new LinkedHashMap<>();
  private final Set<String> dead = new TreeSet<>();
  private final Random random;
  private boolean submitted;

  Run(TeamHost host, String orchestrator, String mission, Random random) {
    this.random = random;
    for (String node : mission.split(" ", -1)) {
      String[] parts = node.split("<", 2);
      members.put(parts[0], new Member(host, orchestrator, parts[0]));
      blockers.put(parts[0], parts.length > 1 ? List.of(parts[1].split(",", -1)) : List.of());
      if (parts[0].endsWith("dies")) {
        dead.add(parts[0]);
      }
    }
  }

  /** The coordinator has submitted the plan already. */
  void isSubmitted() {
    submitted = true;
  }

  /** This one has done its work already. */
  void isDone(String name) {
    members.get(name).isDismissed();
  }

  /**
   * Goes on until the coordinator has archived the plan.
   *
   * @param afterEachCall the coordinator that goes on after a call of this one
   */
  void finish(Lead first, UnaryOperator<Lead> afterEachCall) throws InterruptedException {
    Lead lead = first;
    for (int calls = 0; calls < MOST_CALLS; calls++) {
      Lead.Did did = lead.act();
      if (did == Lead.Did.ARCHIVED) {
        assertThat(members.values()).allMatch(Member::isDone);
        return;
      }
      switch (lead.called().tool()) {
        case "hera_plan" -> submitted = true;
        case "hera_revive" -> dead.remove(lead.called().arguments().get("role_name"));
        default -> {}
      }
      boolean waits = did == Lead.Did.WAITS;
      if ((waits || random.nextBoolean()) && !aMemberActs() && waits) {
        lead.await();
      }
      lead = afterEachCall.apply(lead);
    }
    throw new AssertionError("the plan does not come to its end: " + lead.last().text());
  }

  private boolean aMemberActs() throws InterruptedException {
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, random);
    for (String name : names) {
      if (isReady(name) && members.get(name).act()) {
        return true;
      }
    }
    return false;
  }

  private boolean isReady(String name) {
    return submitted
        && !dead.contains(name)
        && !members.get(name).isDone()
        && blockers.get(name).stream().allMatch(blocker -> members.get(blocker).isDone());
  }
}
