package dev.hera.store.jooq;

import dev.hera.spi.StoreUnavailableException;
import java.sql.SQLException;

/** The refusals that do not belong to one statement. */
final class Failures {
  private Failures() {}

  static StoreUnavailableException unavailable(JooqStore.Engine engine, SQLException cause) {
    return new StoreUnavailableException(
        "The "
            + engine.name()
            + " failed and nothing was changed; try again, and see the cause if it fails again.",
        cause);
  }

  /** Throws it as it is, checked or not: it comes from work that could throw it. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <X extends Throwable> RuntimeException sneak(Throwable failure) throws X {
    throw (X) failure;
  }
}
