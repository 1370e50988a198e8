package dev.hera.launcher.git;

import dev.hera.plan.LaunchKey;
import java.nio.file.Path;

/**
 * A worker whose process runs.
 *
 * @param mcpUrl where it reaches Hera; a host that listens elsewhere now cannot be reached by it
 *     (H7)
 * @param log the file that its process writes its output to
 */
public record RunningWorker(
    LaunchKey key, int epoch, String orchestrator, String role, String mcpUrl, Path log) {}
