package dev.hera.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.memory.MemoryStore;
import dev.hera.plan.PlaceLimits;
import dev.hera.role.RoleId;
import dev.hera.spi.Owners;
import dev.hera.spi.launcher.Directories;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a unit of work runs that releases a node. */
class UnitsOfWorkTest {
  private final UnitsOfWork units = inMemory();
  private final AtomicInteger runs = new AtomicInteger();

  /** Units of work on a store in memory, of a Hera without a launcher. */
  static UnitsOfWork inMemory() {
    return new UnitsOfWork(
        new Settings(
            MemoryStore.create(),
            Clock.systemUTC(),
            new Random(1),
            new Nowhere(),
            (name, work) -> new Thread(work, name),
            null,
            null,
            null,
            new LaunchSettings(
                new Self(),
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

  @AfterEach
  void close() {
    units.close();
  }

  private void release() {
    units.change(
        unit -> {
          runs.incrementAndGet();
          unit.released().add(new RoleId(1));
        });
  }

  @Test
  void once_more_without_the_starts_that_it_failed_by() {
    AtomicInteger looks = new AtomicInteger();
    units.onGaterWanted(looks::incrementAndGet);
    units.onReleased(
        unit -> {
          throw new IllegalStateException("it cannot be started");
        });

    release();

    assertThat(runs).hasValue(2);
    assertThat(looks).hasValue(1);
  }

  @Test
  void not_again_once_it_is_committed() {
    units.onReleased(
        unit ->
            () -> {
              throw new IllegalStateException("the launcher cannot be called");
            });

    assertThatThrownBy(this::release).hasMessage("the launcher cannot be called");
    assertThat(runs).hasValue(1);
  }
}
