package dev.hera.plan;

import dev.hera.role.Status;
import dev.hera.vocabulary.Verb;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's last session ended before it reported {@code done}, and what can be done about it:
 * each cause in a sentence of its own (G12).
 *
 * @param called whether it ever called Hera in that session
 * @param status what it had last reported, or null
 * @param exitCode null when unknown
 * @param signal the signal that ended it, or null when none is known
 * @param stopped whether somebody had it stopped
 * @param ran how long the session ran, or null when unknown
 * @param log where its output is, or null
 * @param lastLine the last line of its output, or null
 */
public record WorkerEnd(
    boolean called,
    @Nullable Status status,
    @Nullable Integer exitCode,
    @Nullable Integer signal,
    boolean stopped,
    @Nullable Duration ran,
    @Nullable String log,
    @Nullable String lastLine) {

  /** What happened in a few words, for a subject line. */
  public String briefly() {
    return what() + (called ? "" : ", never called");
  }

  /** What happened, as the end of a sentence about the worker. */
  public String because() {
    return "its process " + what() + length() + upTo() + places();
  }

  private String what() {
    if (stopped) {
      return "was stopped by an operator";
    }
    if (signal != null) {
      return "was killed by signal " + signal;
    }
    return exitCode == null ? "vanished without an exit code" : "exited with code " + exitCode;
  }

  private String length() {
    return ran == null ? "" : " after " + text(ran);
  }

  private String upTo() {
    if (!called) {
      return " without ever calling a tool of Hera";
    }
    return status == null
        ? ", when it had called Hera but reported no status"
        : ", when it had reported " + status.wire();
  }

  private String places() {
    if (log == null && lastLine == null) {
      return "";
    }
    String where = log == null ? "" : "log: " + log;
    String last = lastLine == null ? "" : "last line: " + lastLine;
    return " (" + where + (log == null || lastLine == null ? "" : "; ") + last + ")";
  }

  /** What can be done, as a sentence. */
  public String remedy(String role, boolean canRevive) {
    String revive =
        canRevive
            ? Verb.REVIVE + " (`roleName` " + role + ") starts it again in the same worktree"
            : "Start its session again yourself, or plan another node for its work";
    if (stopped) {
      return revive + " when it is wanted.";
    }
    if (signal != null) {
      return "Something outside of it ended it, such as a person or the memory limit. "
          + revive
          + ".";
    }
    if (exitCode == null) {
      return "Its machine may have restarted. " + revive + ".";
    }
    return called
        ? "It ended before its final report. " + revive + "."
        : "Most often its MCP set-up is at fault: address, token or permissions. Read its log and"
            + " mend that first; then "
            + decapitalised(revive)
            + ".";
  }

  private static String decapitalised(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private static String text(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
      return Math.max(0, duration.toSeconds()) + " s";
    }
    return duration.toMinutes() + " min";
  }
}
