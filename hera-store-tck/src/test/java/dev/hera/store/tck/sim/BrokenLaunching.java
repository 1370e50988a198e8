package dev.hera.store.tck.sim;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.Random;

/** Launch protocols that call the launcher wrongly, each in one way. */
final class BrokenLaunching {
  private BrokenLaunching() {}

  /** A launch is tried again without looking for the worker that carries its key. */
  static Protocol triesAgainWithoutLooking() {
    return launching(
        (sound, key) -> new Found.NotThere(),
        (sound, request, placement, token) -> sound.start(request, placement, token));
  }

  /** The launcher is asked under another key than it was given. */
  static Protocol asksForAnotherKey() {
    return launching(
        (sound, key) -> sound.find(new LaunchKey(key.value() + "-again")),
        (sound, request, placement, token) -> sound.start(request, placement, token));
  }

  /** Two start calls for one claim. */
  static Protocol startsTwice() {
    return launching(
        WorkerLauncher::find,
        (sound, request, placement, token) -> {
          sound.start(request, placement, token);
          sound.start(request, placement, token);
        });
  }

  private interface Finding {
    Found find(WorkerLauncher sound, LaunchKey key);
  }

  private interface Starting {
    void start(WorkerLauncher sound, LaunchRequest request, Placement placement, String token);
  }

  private static Protocol launching(Finding finding, Starting starting) {
    return new Protocol() {
      @Override
      public WorkerLauncher launcher(WorkerLauncher sound, Random random) {
        return new BrokenLauncher(sound, finding, starting);
      }
    };
  }

  private record BrokenLauncher(WorkerLauncher sound, Finding finding, Starting starting)
      implements WorkerLauncher {
    @Override
    public Placement place(LaunchRequest request) {
      return sound.place(request);
    }

    @Override
    public void start(LaunchRequest request, Placement placement, String token) {
      starting.start(sound, request, placement, token);
    }

    @Override
    public Found find(LaunchKey key) {
      return finding.find(sound, key);
    }

    @Override
    public void listen(SessionListener listener) {
      sound.listen(listener);
    }
  }
}
