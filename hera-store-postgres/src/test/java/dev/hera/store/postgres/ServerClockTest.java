package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hera.Hera;
import dev.hera.role.NewTask;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose clocks differ by an hour. */
@Timeout(60)
class ServerClockTest {
  private static final TemporalUnitOffset CLOSE = within(5, ChronoUnit.MINUTES);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @TempDir Path directory;

  @Test
  void hosts_whose_clocks_differ_store_instants_of_one_clock() {
    try (Hera fast = hera(AN_HOUR);
        Hera slow = hera(AN_HOUR.negated())) {
      fast.newcomer(fast.tasks().register(NewTask.named("a"))).newOrchestrator("of-fast", "lead");
      slow.newcomer(slow.tasks().register(NewTask.named("b"))).newOrchestrator("of-slow", "lead");
      assertThat(slow.overview().orchestrators())
          .hasSize(2)
          .allSatisfy(each -> assertThat(each.created()).isCloseTo(Instant.now(), CLOSE));
    }
  }

  private Hera hera(Duration ahead) {
    return Hera.builder(open(InstantSource.offset(InstantSource.system(), ahead))).build();
  }

  private PostgresStore open(InstantSource own) {
    Server server = Server.of(TestServer.url(directory), new Properties());
    return PostgresStore.open(Schema.of(server.name(), server.schema()), server.connections(), own);
  }

  @Test
  void a_host_whose_clock_is_set_meanwhile_is_right_again_with_the_next_write() {
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    try (PostgresStore store = open(() -> Instant.now().plus(ahead.get()))) {
      for (Duration each : new Duration[] {AN_HOUR, AN_HOUR.negated(), Duration.ZERO}) {
        ahead.set(each);
        store.write(PostgresRows::insertNext);
        assertThat(store.clock().instant()).isCloseTo(Instant.now(), CLOSE);
      }
    }
  }

  @Test
  void a_clock_that_is_right_is_left_as_it_is() {
    Instant[] last = new Instant[1];
    InstantSource own = () -> last[0] = Instant.now();
    try (PostgresStore store = open(own)) {
      store.write(PostgresRows::insertNext);
      Instant told = store.clock().instant();
      assertThat(told).isEqualTo(last[0]);
    }
  }
}
