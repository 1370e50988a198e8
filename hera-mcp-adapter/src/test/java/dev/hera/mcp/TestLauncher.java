package dev.hera.mcp;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Starts nobody and makes no directories, but remembers the token that a worker would have got. */
final class TestLauncher implements WorkerLauncher {
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, String> prompts = new ConcurrentHashMap<>();
  private final Map<LaunchKey, Found> running = new ConcurrentHashMap<>();
  private volatile boolean failing;
  private volatile boolean silent;

  /** From here on every start fails. */
  void fail() {
    failing = true;
  }

  /** From here on nobody can tell whether a start succeeded. */
  void fallSilent() {
    silent = true;
  }

  String token(String role) {
    return tokens.get(role);
  }

  /** What the agent of a role was told at its start. */
  String prompt(String role) {
    return prompts.get(role);
  }

  @Override
  public List<String> projects() {
    return List.of();
  }

  @Override
  public Placement place(LaunchRequest request) {
    return new Placement(null, "hera/" + request.role());
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    if (failing) {
      throw new LaunchException("the machine is full");
    }
    if (silent) {
      throw new IllegalStateException("timed out");
    }
    tokens.put(request.role(), token);
    prompts.put(request.role(), request.prompt());
    running.put(request.key(), new Found.Running(request.epoch()));
  }

  @Override
  public Found find(LaunchKey key) {
    return silent
        ? new Found.Unknown("no connection")
        : running.getOrDefault(key, new Found.NotThere());
  }
}
