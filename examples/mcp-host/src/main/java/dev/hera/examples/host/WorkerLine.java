package dev.hera.examples.host;

import dev.hera.launcher.git.WorkerRun;
import dev.hera.view.Drawable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A running worker in a list.
 *
 * @param pid the process around the agent
 */
record WorkerLine(String orchestrator, String role, long pid, @Nullable Instant since, String log) {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  static WorkerLine of(WorkerRun run) {
    return new WorkerLine(
        run.orchestrator(), run.role(), run.pid().orElse(0), run.since(), run.log().toString());
  }

  /** For people. */
  String text() {
    return orchestrator
        + "/"
        + role
        + "  pid "
        + pid
        + (since == null ? "" : "  since " + INSTANT.format(since))
        + "  log "
        + Drawable.of(log);
  }
}
