package dev.hera.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A node that does not go on by itself, or waits for a place, and what would help.
 *
 * @param since since when it is so, or null when nothing tells
 * @param why sentences that may name verbs (see {@link dev.hera.vocabulary.Verb})
 * @param release what would let it go on, as such sentences
 */
public record Attention(
    Kind kind,
    String node,
    ViewState state,
    @Nullable Instant since,
    String why,
    List<String> release) {

  /** Why somebody should look, the most urgent first. */
  public enum Kind {
    /** Its worker reported {@code blocked}. */
    ASKS("asks for help"),
    FAILED("failed"),
    /** Its worker runs and did not call for longer than it should take. */
    NEVER_CALLED("has not called"),
    /** Its start fails, as the coordinator was told. */
    NOT_STARTING("does not start"),
    /** No host can start it, for another reason than that all are full (G31). */
    NO_HOST("has no host"),
    HELD("held"),
    /** It was accepted without having reported {@code done}. */
    NOT_DONE("accepted without done"),
    /** All places are taken (G11). */
    NO_PLACE("waits for a place");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The kind as people read it. */
    public String label() {
      return label;
    }

    /** The kind as it stands in results, for instance {@code never_called}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Attention {
    release = List.copyOf(release);
  }
}
