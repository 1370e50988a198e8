package dev.hera.imports.argus;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts nothing and remembers what it was asked to start; every directory is there. */
final class RecordingLauncher implements WorkerLauncher, Directories {
  private final List<String> started = new ArrayList<>();

  List<String> started() {
    return started;
  }

  @Override
  public Placement place(LaunchRequest request) {
    return new Placement("/worktrees/" + request.key(), "hera/" + request.role());
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    started.add(request.role());
  }

  @Override
  public Found find(LaunchKey key) {
    return new Found.NotThere();
  }

  @Override
  public Located locate(Path cwd) {
    return new Located(cwd, cwd, null);
  }

  @Override
  public boolean isGone(String worktree) {
    return false;
  }
}
