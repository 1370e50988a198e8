package dev.hera.imports.argus;

import dev.hera.view.Drawable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an import took, changed, left out, and kept although it is worth a look.
 *
 * @param counts one for each kind of row, in a fixed order
 * @param notes each row that is not simply taken, in the order in which that was decided
 * @param ready the nodes that a gater would start at once, as {@code orchestrator/name}
 * @param held the nodes that wait for a failed blocker, as {@code orchestrator/name}
 */
public record ImportReport(
    List<Count> counts, List<Note> notes, List<String> ready, List<String> held) {
  private static final int MOST_OF_A_KIND = 20;

  public ImportReport {
    counts = List.copyOf(counts);
    notes = List.copyOf(notes);
    ready = List.copyOf(ready);
    held = List.copyOf(held);
  }

  /** How many rows of a kind there were, and how many of them the store now has. */
  public record Count(String kind, int found, int taken) {}

  /** What became of a row that is not simply taken. */
  public enum Fate {
    /** Taken in another form, which Hera's rules admit. */
    CHANGED,

    /** Not taken. */
    LEFT_OUT,

    /** Taken as it was, although Hera's rules admit no new row like it, or a person should know. */
    KEPT
  }

  /**
   * One row that is not simply taken.
   *
   * @param what which one, for instance {@code role "2c"}
   * @param why what was done, and why
   */
  public record Note(Fate fate, String what, String why) {}

  /** How many rows of this kind the store now has. */
  public int taken(String kind) {
    return counts.stream().filter(count -> count.kind().equals(kind)).findFirst().stream()
        .mapToInt(Count::taken)
        .sum();
  }

  /** The report for people; of many notes with one reason, the first ones stand for all. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("Taken over:");
    for (Count count : counts) {
      lines.add("  %-13s %d of %d".formatted(count.kind(), count.taken(), count.found()));
    }
    addNotes(lines, "Changed:", Fate.CHANGED);
    addNotes(lines, "Left out:", Fate.LEFT_OUT);
    addNotes(lines, "Kept, but worth a look:", Fate.KEPT);
    addNodes(lines, "Held by a failed blocker", held);
    addNodes(lines, "Ready", ready);
    if (!ready.isEmpty()) {
      lines.add(
          "Nothing was started. The next host on this store that has a worker command starts the"
              + " ready nodes; it can bound how many live at once, and a coordinator can cancel"
              + " nodes before.");
    }
    return String.join("\n", lines) + "\n";
  }

  private void addNotes(List<String> lines, String title, Fate fate) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    notes.stream()
        .filter(note -> note.fate() == fate)
        .forEach(
            note ->
                byReason.computeIfAbsent(note.why(), why -> new ArrayList<>()).add(note.what()));
    if (!byReason.isEmpty()) {
      lines.add(title);
    }
    byReason.forEach((why, what) -> lines.add("  " + some(what) + ": " + Drawable.of(why)));
  }

  private static void addNodes(List<String> lines, String title, List<String> nodes) {
    if (!nodes.isEmpty()) {
      lines.add(title + ", " + nodes.size() + ": " + some(nodes));
    }
  }

  private static String some(List<String> all) {
    List<String> first = all.subList(0, Math.min(MOST_OF_A_KIND, all.size()));
    String more = all.size() > first.size() ? " and " + (all.size() - first.size()) + " more" : "";
    return Drawable.of(String.join(", ", first)) + more;
  }
}
