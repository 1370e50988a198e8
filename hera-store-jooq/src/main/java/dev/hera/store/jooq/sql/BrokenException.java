package dev.hera.store.jooq.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement of a work failed in a way after which its connection is not to be trusted. */
public final class BrokenException extends SQLException {
  public BrokenException(@Nullable Throwable cause) {
    super(cause);
  }
}
