package dev.hera.store.jooq.sql;

import dev.hera.spi.StoreUnavailableException;
import java.sql.SQLException;

/** The refusals that do not belong to one statement. */
public final class Failures {
  private Failures() {}

  public static StoreUnavailableException unavailable(SqlDatabase engine, SQLException cause) {
    String told =
        cause instanceof UnknownCommitException
            ? " failed while it committed, and it is not known whether that took effect; try again"
                + " with the same idempotency key, or look first."
            : " failed and nothing was changed; try again, and see the cause if it fails again.";
    return new StoreUnavailableException("The " + engine.name() + told, cause);
  }

  /** Whether the database took a transaction back because of another one that ran beside it. */
  public static boolean isVictim(SqlDatabase engine, Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && engine.isVictim(sql)) {
        return true;
      }
    }
    return false;
  }

  /** Throws it as it is, checked or not: it comes from work that could throw it. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <X extends Throwable> RuntimeException sneak(Throwable failure) throws X {
    throw (X) failure;
  }
}
