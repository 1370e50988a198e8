package dev.hera.store.tck.scenario;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A launcher without processes: it keeps what the workers were given. For one thread. */
final class ScenarioLauncher implements WorkerLauncher {
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<LaunchKey, Found> running = new HashMap<>();

  boolean hasStarted(String role) {
    return tokens.containsKey(role);
  }

  /** The token of the worker that was last started for a role. */
  String token(String role) {
    return Objects.requireNonNull(tokens.get(role), role);
  }

  @Override
  public Placement place(LaunchRequest request) {
    return new Placement(null, null);
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    tokens.put(request.role(), token);
    running.put(request.key(), new Found.Running(request.epoch()));
  }

  @Override
  public Found find(LaunchKey key) {
    return running.getOrDefault(key, new Found.NotThere());
  }
}
