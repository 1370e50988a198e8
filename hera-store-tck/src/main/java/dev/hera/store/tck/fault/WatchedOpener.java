package dev.hera.store.tck.fault;

import dev.hera.spi.HeraStore;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Opens a store over JDBC so that what it writes can be watched. */
@FunctionalInterface
public interface WatchedOpener {

  /**
   * Opens the store that lives in this directory: a new, empty one in an empty directory.
   *
   * @param writing what the source of the writing connections is to be replaced by
   */
  HeraStore open(Path directory, UnaryOperator<DataSource> writing);

  /** Opens it without watching. */
  default HeraStore open(Path directory) {
    return open(directory, source -> source);
  }
}
