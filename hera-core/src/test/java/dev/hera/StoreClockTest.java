package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.NewTask;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whose clock the instants are of that Hera stores. */
class StoreClockTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant AN_HOUR_LATER = NOW.plus(Duration.ofHours(1));

  @Test
  void a_hera_that_was_given_no_clock_has_that_of_its_store() {
    assertThat(created(Hera.builder(new AheadStore()))).isEqualTo(AN_HOUR_LATER);
  }

  @Test
  void the_clock_of_the_app_comes_first() {
    InstantSource own = InstantSource.fixed(NOW);
    assertThat(created(Hera.builder(new AheadStore()).clock(own.withZone(ZoneOffset.UTC))))
        .isEqualTo(NOW);
  }

  private static Instant created(HeraBuilder builder) {
    try (Hera hera = builder.build()) {
      hera.newcomer(hera.tasks().register(NewTask.named("lead"))).newOrchestrator("shop", "lead");
      return hera.overview().orchestrators().get(0).created();
    }
  }

  /** A store whose clock is an hour ahead. */
  private static final class AheadStore implements HeraStore {
    private final HeraStore whole = TestStores.open();

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return whole.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return whole.write(work);
    }

    @Override
    public InstantSource clock() {
      return InstantSource.offset(InstantSource.fixed(NOW), Duration.ofHours(1));
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
