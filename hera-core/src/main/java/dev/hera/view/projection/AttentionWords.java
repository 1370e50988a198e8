package dev.hera.view.projection;

import dev.hera.plan.OutcomeRule;
import dev.hera.view.Attention.Kind;
import dev.hera.view.PlanView;
import java.util.Optional;

/** Why a node needs attention, and the sentences that say so. */
public final class AttentionWords {
  public static final String NO_PLACE = "All places for workers are taken.";

  private AttentionWords() {}

  /** Why one of the nodes needs attention that somebody has to act on. */
  public static Kind kind(PlanView.Node node) {
    return switch (node.state()) {
      case WORKING -> Kind.ASKS;
      case FAILED -> Kind.FAILED;
      case HELD -> Kind.HELD;
      case READY -> Kind.NOT_STARTING;
      case DONE, IN_REVIEW, PENDING, CANCELLED, PLANNED -> Kind.NOT_DONE;
    };
  }

  /**
   * What is the matter with a node.
   *
   * @param words the subject of what its worker wrote with its last report
   * @param because why it failed, as the end of a sentence about it
   * @param hold why it is held
   */
  public static String why(
      PlanView.Node node, Kind kind, Optional<String> words, String because, String hold) {
    return switch (kind) {
      case ASKS -> words.map("It asks: "::concat).orElse("It reports that it is blocked.");
      case FAILED -> failed(words, because);
      case NEVER_CALLED -> "It runs and has not called Hera since its start.";
      case NOT_STARTING ->
          "Its start failed %d times: %s".formatted(node.attempts(), node.lastError());
      case NO_HOST -> "No host can start it.";
      case HELD -> hold;
      case NOT_DONE -> "It was accepted and has not reported done, so its dependents wait.";
      case NO_PLACE -> NO_PLACE;
    };
  }

  private static String failed(Optional<String> words, String because) {
    if (isReported(because)) {
      return words.map("It reported failed: "::concat).orElse(failure("It", because));
    }
    return words.map(told -> "It says: " + told + "\n").orElse("") + failure("It", because);
  }

  /** That somebody failed, as a sentence. */
  public static String failure(String who, String because) {
    return isReported(because) ? who + " reported failed." : who + " failed: " + because + ".";
  }

  private static boolean isReported(String because) {
    return because.equals(OutcomeRule.REPORTED_FAILED.because());
  }
}
