package dev.hera.work;

import dev.hera.memory.MemoryStore;
import dev.hera.plan.PlaceLimits;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.launcher.Directories;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Units of work of a Hera without a launcher, and without a facade around them. */
public final class BareUnits {
  private BareUnits() {}

  static UnitsOfWork inMemory() {
    return on(MemoryStore.create(), Clock.systemUTC(), new Self());
  }

  /** Nothing that is done in them may ask where a directory lies. */
  public static UnitsOfWork on(HeraStore store, Clock clock, Owners owners) {
    return new UnitsOfWork(
        new Settings(
            store,
            clock,
            new Random(1),
            new Nowhere(),
            (name, work) -> new Thread(work, name),
            null,
            null,
            null,
            new LaunchSettings(
                owners,
                new Projects(List.of()),
                PlaceLimits.NONE,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                null,
                UnaryOperator.identity())));
  }

  private record Self() implements Owners {
    @Override
    public String self() {
      return "self";
    }

    @Override
    public boolean isGone(String owner) {
      return false;
    }
  }

  private record Nowhere() implements Directories {
    @Override
    public Located locate(Path cwd) {
      throw new IllegalStateException("nobody asks for a directory");
    }

    @Override
    public boolean isGone(String worktree) {
      return false;
    }
  }
}
