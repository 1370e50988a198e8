package dev.hera;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A launcher without processes: it remembers what it was asked to start and does what it is told.
 */
final class ObedientLauncher implements WorkerLauncher {

  record Running(LaunchRequest request, Placement placement, String token) {}

  private final List<String> started = new ArrayList<>();
  private final Map<String, Running> byRole = new HashMap<>();
  private final Map<LaunchKey, Found> found = new HashMap<>();
  private final List<String> projects = new ArrayList<>();
  private final List<String> backends = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private @Nullable Runnable onStart;
  private @Nullable SessionListener listener;

  void fails(@Nullable RuntimeException with) {
    failure = with;
  }

  void failsToStart(String why) {
    failure = new LaunchException(why);
  }

  void onStart(Runnable action) {
    onStart = action;
  }

  void knows(String... names) {
    projects.addAll(List.of(names));
  }

  void takesBackends(String... names) {
    backends.addAll(List.of(names));
  }

  void answers(String role, Found answer) {
    found.put(request(role).key(), answer);
  }

  void ends(String role, int exitCode) {
    LaunchRequest request = request(role);
    found.put(request.key(), new Found.Ended(request.epoch(), OptionalInt.of(exitCode)));
    Objects.requireNonNull(listener)
        .ended(request.key(), request.epoch(), OptionalInt.of(exitCode));
  }

  List<String> started() {
    return started;
  }

  LaunchRequest request(String role) {
    return Objects.requireNonNull(byRole.get(role), role).request();
  }

  String token(String role) {
    return Objects.requireNonNull(byRole.get(role), role).token();
  }

  @Override
  public List<String> projects() {
    return projects;
  }

  @Override
  public List<String> backends() {
    return backends;
  }

  @Override
  public Placement place(LaunchRequest request) {
    String branch = "hera/" + request.orchestrator() + "/" + request.role();
    return new Placement("/worktrees/" + request.key(), branch);
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    byRole.put(request.role(), new Running(request, placement, token));
    if (onStart != null) {
      onStart.run();
    }
    if (failure != null) {
      throw failure;
    }
    started.add(request.role());
    found.put(request.key(), new Found.Running(request.epoch()));
  }

  @Override
  public Found find(LaunchKey key) {
    return found.getOrDefault(key, new Found.NotThere());
  }

  @Override
  public void listen(SessionListener newListener) {
    listener = newListener;
  }
}
