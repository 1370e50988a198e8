package dev.hera.examples.host.webhook;

import dev.hera.examples.host.webhook.Notification.Subject;
import dev.hera.mcp.words.ToolWords;
import dev.hera.view.Attention;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.OrchestratorView;
import dev.hera.vocabulary.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something about an orchestrator that a person away from the screen wants to hear.
 *
 * @param slot what it is, among all of the orchestrator's: told once for as long as it is so
 */
record News(String slot, String type, Subject subject) {
  /** The slot of a complete plan. */
  static final String COMPLETE = "complete";

  /** All that is so now. A node that only waits for a place goes on by itself and is left out. */
  static List<News> of(OrchestratorView view) {
    List<News> all = new ArrayList<>();
    String name = view.summary().name();
    if (view.summary().plan().isComplete()) {
      all.add(complete(view.summary()));
    }
    for (Attention one : view.attention()) {
      String type = type(one.kind());
      if (type != null) {
        all.add(new News(slot(one), type, subject(name, one)));
      }
    }
    return all;
  }

  /** Whether there may be more nodes that need attention than {@link #of} gives. */
  static boolean mayBeMore(OrchestratorView view) {
    return view.attention().size() >= OrchestratorView.MOST_ATTENTION;
  }

  private static News complete(OrchestratorSummary summary) {
    String counts =
        summary.plan().counts().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    return new News(
        COMPLETE,
        Notification.COMPLETE,
        new Subject(
            summary.name(),
            null,
            COMPLETE,
            "Every node that is not cancelled reports done: " + counts + ".",
            List.of(ToolWords.of(Verb.ARCHIVE + " ends it."))));
  }

  /** Each question of a worker is news; the cause of anything else may be told more fully later. */
  private static String slot(Attention one) {
    String slot = one.kind().wire() + "/" + one.node();
    return one.kind() == Attention.Kind.ASKS ? slot + "/" + one.why() : slot;
  }

  private static Subject subject(String orchestrator, Attention one) {
    return new Subject(
        orchestrator,
        one.node(),
        one.kind().wire(),
        ToolWords.of(one.why()),
        one.release().stream().map(ToolWords::of).toList());
  }

  private static @Nullable String type(Attention.Kind kind) {
    return switch (kind) {
      case HELD -> Notification.HELD;
      case FAILED -> Notification.FAILED;
      case ASKS, NEVER_CALLED, NOT_STARTING, NO_HOST, NOT_DONE -> Notification.ATTENTION;
      case NO_PLACE -> null;
    };
  }
}
