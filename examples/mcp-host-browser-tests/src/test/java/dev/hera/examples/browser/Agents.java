package dev.hera.examples.browser;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Workers that are only tokens: the test itself calls with them. */
final class Agents implements WorkerLauncher {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> tokens = new HashMap<>();
  private final Map<LaunchKey, Integer> running = new ConcurrentHashMap<>();

  @Override
  public List<String> projects() {
    return List.of();
  }

  @Override
  public Placement place(LaunchRequest request) {
    return new Placement(null, "hera/" + request.orchestrator() + "/" + request.role());
  }

  @Override
  public synchronized void start(LaunchRequest request, Placement placement, String token) {
    tokens.put(request.role(), token);
    notifyAll();
    running.put(request.key(), request.epoch());
  }

  @Override
  public Found find(LaunchKey key) {
    Integer epoch = running.get(key);
    return epoch == null ? new Found.NotThere() : new Found.Running(epoch);
  }

  /** The token of the worker that was last started for a role, once there is one. */
  synchronized String awaitToken(String role) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!tokens.containsKey(role)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(role + " was not started");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return Objects.requireNonNull(tokens.get(role));
  }
}
