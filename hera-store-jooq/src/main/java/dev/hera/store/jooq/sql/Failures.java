package dev.hera.store.jooq.sql;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.UniquenessException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

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

  /** What the failure of a statement is for who asked for it. */
  public static RuntimeException refusal(SqlDatabase engine, String table, SQLException cause) {
    if (engine.isUniqueness(cause)) {
      return new UniquenessException(
          table + ": a row with this id or with the same unique values exists already", cause);
    }
    if (engine.isForeignKey(cause)) {
      return new IllegalStateException(
          table + ": the row refers to one that does not exist; insert that one first", cause);
    }
    return unavailable(engine, cause);
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

  /**
   * Whether no transaction began for a reason that others would meet as well, after as long a wait:
   * somebody has the lock to write, or the database does not answer.
   */
  public static boolean concernsAll(SqlDatabase engine, Throwable failure) {
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLTimeoutException
        || (failure instanceof SQLException e
            && (engine.isHeldByAnother(e) || engine.isDisconnected(e)));
  }

  /** Throws it as it is, checked or not: it comes from work that could throw it. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <X extends Throwable> RuntimeException sneak(Throwable failure) throws X {
    throw (X) failure;
  }
}
