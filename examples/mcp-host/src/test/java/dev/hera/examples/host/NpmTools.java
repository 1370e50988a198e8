package dev.hera.examples.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;

/**
 * What an {@code install} script below {@code src/test} fetched from npm.
 *
 * @param name the directory of the script, and of what it installs below {@code target}
 */
public record NpmTools(String name) {
  private static final int INSTALL_MINUTES = 8;

  public Path directory() {
    return Path.of("target", name).toAbsolutePath();
  }

  /** Waits for an installation that is under way; skips the test when there is none. */
  public void require() throws IOException, InterruptedException {
    awaitInstallation();
    Path outcome = directory().resolve("outcome");
    String installed =
        Files.exists(outcome)
            ? Files.readString(outcome).strip()
            : "not installed; run examples/mcp-host/src/test/" + name + "/install";
    Assumptions.assumeTrue(installed.equals("installed"), () -> name + ": " + installed);
  }

  private void awaitInstallation() throws IOException, InterruptedException {
    Path installing = directory().resolve("installing");
    if (!Files.exists(installing)) {
      return;
    }
    long pid = Long.parseLong(Files.readString(installing).strip());
    CompletableFuture<?> end =
        ProcessHandle.of(pid)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    try {
      end.get(INSTALL_MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException | ExecutionException e) {
      Assumptions.abort(name + ": the installation takes too long");
    }
  }
}
