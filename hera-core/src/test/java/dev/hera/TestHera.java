package dev.hera;

import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.spi.HeraStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A Hera for tests: a clock that stands until it is moved, and a launcher whose workers obey. */
final class TestHera {

  /** A clock that moves only when told to. */
  static final class StandingClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final StandingClock clock = new StandingClock();
  private final ObedientLauncher launcher = new ObedientLauncher();
  private final KnownDirectories directories = new KnownDirectories();
  private final HeraStore store;
  private final Hera hera;

  TestHera() {
    this(TestStores.open(), builder -> builder);
  }

  TestHera(HeraStore store, UnaryOperator<HeraBuilder> fitting) {
    this.store = store;
    this.hera =
        fitting
            .apply(
                Hera.builder(store)
                    .clock(clock)
                    .random(new Random(7))
                    .directories(directories)
                    .launcher(launcher))
            .build();
  }

  Hera hera() {
    return hera;
  }

  HeraStore store() {
    return store;
  }

  StandingClock clock() {
    return clock;
  }

  KnownDirectories directories() {
    return directories;
  }

  ObedientLauncher launcher() {
    return launcher;
  }

  Coordinator open(String orchestrator) {
    Caller here = hera.tasks().register(NewTask.named("lead of " + orchestrator));
    return hera.newcomer(here).newOrchestrator(orchestrator, "lead");
  }

  /** The worker that was last started for a node, calling with its token. */
  Participant worker(String node) {
    return hera.participant(Caller.worker(launcher.token(node)), null);
  }
}
