package dev.hera.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.role.RoleId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a unit of work runs that releases a node. */
class UnitsOfWorkTest {
  private final UnitsOfWork units = BareUnits.inMemory();
  private final AtomicInteger runs = new AtomicInteger();

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
