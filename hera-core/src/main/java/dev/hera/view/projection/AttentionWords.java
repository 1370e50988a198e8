package dev.hera.view.projection;

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
   * @param failure why it failed, as a sentence
   * @param hold why it is held
   */
  public static String why(
      PlanView.Node node, Kind kind, Optional<String> words, String failure, String hold) {
    return switch (kind) {
      case ASKS -> words.map("It asks: "::concat).orElse("It reports that it is blocked.");
      case FAILED -> words.map(told -> "It says: " + told + "\n").orElse("") + failure;
      case NEVER_CALLED -> "Its worker runs and has never called.";
      case NOT_STARTING ->
          "Its start failed %d times: %s".formatted(node.attempts(), node.lastError());
      case HELD -> hold;
      case NOT_DONE -> "It was accepted and has not reported done, so its dependents wait.";
      case NO_PLACE -> NO_PLACE;
    };
  }
}
