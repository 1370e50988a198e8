package dev.hera.store.jooq.sql;

import dev.hera.spi.StoreUnavailableException;
import java.sql.SQLException;

/** The newest version of the schema of a database. */
public final class NewestSchema {
  /** The one that this Hera reads and writes. */
  public static final int VERSION = 8;

  /** Instead of a version while a copy is made: what broke off is no store. */
  public static final int UNFINISHED_COPY = 1_000_000_000;

  private NewestSchema() {}

  /** Refuses a version that a newer Hera wrote, and a copy that broke off. */
  public static void check(String name, int version, int newest) {
    if (version == UNFINISHED_COPY) {
      throw new StoreUnavailableException(
          "The " + name + " is a copy that broke off; delete it and copy again.",
          new SQLException("an unfinished copy"));
    }
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

  /** Refuses every version but this Hera's, and gives that. */
  public static int require(String name, int version) {
    check(name, version, VERSION);
    if (version < VERSION) {
      String why = version == 0 ? "no tables of Hera's" : "schema version " + version;
      throw new StoreUnavailableException(
          "The "
              + name
              + " has "
              + why
              + ", and who only reads it changes nothing there; start a host on it once, which brings"
              + " it to version "
              + VERSION
              + ".",
          new SQLException(why));
    }
    return version;
  }
}
