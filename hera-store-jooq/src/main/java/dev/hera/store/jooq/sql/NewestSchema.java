package dev.hera.store.jooq.sql;

import dev.hera.spi.StoreUnavailableException;
import java.sql.SQLException;

/** The newest version of the schema of a database. */
public final class NewestSchema {
  /** The one that this Hera reads and writes. */
  public static final int VERSION = 5;

  private NewestSchema() {}

  /** Refuses a version that a newer Hera wrote. */
  public static void check(String name, int version, int newest) {
    if (version > newest) {
      throw new StoreUnavailableException(
          "The "
              + name
              + " has schema version "
              + version
              + ", but this Hera knows versions up to "
              + newest
              + "; open it with the newer Hera that wrote it.",
          new SQLException("schema version " + version));
    }
  }
}
