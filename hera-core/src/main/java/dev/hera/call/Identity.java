package dev.hera.call;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Caller;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.Directories.Located;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose directory was looked at, before the transaction begins.
 *
 * @param located where its directory lies, or null when it gave none
 */
record Identity(Caller caller, @Nullable Located located) {

  /** Looks at the caller's directory, outside of every transaction. */
  static Identity of(Caller caller, Directories directories) {
    if (caller instanceof Caller.OfDirectory directory) {
      return new Identity(caller, directories.locate(directory.cwd()));
    }
    Path cwd = caller instanceof Caller.OfWorker worker ? worker.cwd() : null;
    return new Identity(caller, cwd == null ? null : locateOrAsGiven(cwd, directories));
  }

  /** A token tells who calls, and whether it still counts, also from a directory that is gone. */
  private static Located locateOrAsGiven(Path cwd, Directories directories) {
    try {
      return directories.locate(cwd);
    } catch (InvalidArgumentException gone) {
      Path given = cwd.toAbsolutePath().normalize();
      return new Located(given, given, null);
    }
  }
}
