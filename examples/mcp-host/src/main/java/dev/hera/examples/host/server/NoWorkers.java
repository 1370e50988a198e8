package dev.hera.examples.host.server;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.spi.launcher.Workplace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows projects and the workers that an earlier host started, but starts none. */
record NoWorkers(WorkerLauncher launcher) implements WorkerLauncher {
  private static final String WHY =
      "this host was started without --worker; its operator has to give it a worker command";

  @Override
  public List<String> projects() {
    return launcher.projects();
  }

  @Override
  public Placement place(LaunchRequest request) {
    throw new LaunchException(WHY);
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    throw new LaunchException(WHY);
  }

  @Override
  public FoundBase findBase(@Nullable String project, String branch) {
    return launcher.findBase(project, branch);
  }

  @Override
  public Optional<FoundWork> look(Workplace place) {
    return launcher.look(place);
  }

  @Override
  public Found find(LaunchKey key) {
    return launcher.find(key);
  }

  @Override
  public void listen(SessionListener listener) {
    launcher.listen(listener);
  }
}
