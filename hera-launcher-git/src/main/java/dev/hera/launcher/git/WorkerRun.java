package dev.hera.launcher.git;

import dev.hera.plan.LaunchKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The last run of a launch's worker.
 *
 * @param mcpUrl where it reaches Hera; a host that listens elsewhere now cannot be reached by it
 *     (H7)
 * @param log the file that its process writes its output to; what was cut from it is beside it, in
 *     the file that ends in {@code .1}
 * @param pid the process around the agent; empty when it never came to run
 * @param since when that process began, or null when it never did
 * @param running whether that process still is there
 * @param exitCode how the agent ended; empty while it runs, and when nobody could tell
 */
public record WorkerRun(
    LaunchKey key,
    int epoch,
    String orchestrator,
    String role,
    String mcpUrl,
    Path log,
    OptionalLong pid,
    @Nullable Instant since,
    boolean running,
    OptionalInt exitCode) {}
