package dev.hera.verb;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.result.Explanation;
import dev.hera.role.Role;
import dev.hera.view.ViewState;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import dev.hera.work.place.PlaceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would let a node start, as sentences. */
record Releases(UnitOfWork unit, Role node, @Nullable Launch launch) {

  /**
   * The sentences; none when nothing is to be done.
   *
   * @param queue what a ready node waits for, or null
   */
  List<String> list(
      ViewState state, List<Explanation.Blocker> blockers, Explanation.@Nullable Queue queue) {
    return switch (state) {
      case PLANNED, HELD -> List.copyOf(ofBlockers(blockers));
      case READY -> List.of(ofReady(queue));
      case CANCELLED, PENDING, WORKING, IN_REVIEW, DONE, FAILED -> List.of();
    };
  }

  private String ofReady(Explanation.@Nullable Queue queue) {
    if (queue != null) {
      return PlaceQueue.sentence(node.name(), queue);
    }
    return launch == null ? startsByItself() : ofDue(launch);
  }

  private static String startsByItself() {
    return "It starts by itself: a place is free for it.";
  }

  private String ofDue(Launch due) {
    Optional<String> obstacle =
        due.isClaimed() || due.due() == null
            ? Optional.empty()
            : new Hosting(unit).findObstacle(due);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (due.isGivenUpForNow()) {
      return "Its start failed (%s); it is tried again when that has changed, or at once after %s."
          .formatted(due.lastError(), Verb.PLAN_NODE_UPDATE);
    }
    if (due.attempts() > 0) {
      return "It is tried again by itself: its start failed %d times (%s)."
          .formatted(due.attempts(), due.lastError());
    }
    String host = new Hosting(unit).name(due.host());
    return due.isClaimed()
        ? "It is being started" + (host == null ? "." : " on host " + host + ".")
        : startsByItself();
  }

  private List<String> ofBlockers(List<Explanation.Blocker> blockers) {
    List<String> sentences = new ArrayList<>();
    for (Explanation.Blocker blocker : blockers) {
      if (blocker.rule().outcome() != BlockerOutcome.SATISFIED) {
        sentences.add(
            "%s reports done (now: %s), or %s removes the edge (blocked %s, blocker %s)."
                .formatted(
                    blocker.name(), blocker.because(), Verb.UNBLOCK, node.name(), blocker.name()));
      }
    }
    if (launch != null && launch.heldReason() == HoldReason.LAUNCH_UNKNOWN) {
      sentences.add(
          (new Hosting(unit).findLoss(launch).isEmpty()
                  ? "A person says"
                  : "Its host returns and looks for its worker, or a person says")
              + " whether its worker runs: adopt, retry or give up the launch. "
              + Verb.REVIVE
              + " has the person asked.");
    }
    if (launch != null && launch.heldReason() == HoldReason.MERGE_CONFLICT) {
      sentences.add(Verb.PLAN_NODE_UPDATE + " edits it, or a blocker's branch gets new commits.");
    }
    return sentences;
  }
}
