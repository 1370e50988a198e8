package dev.hera.store.jooq;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A copy of a database beside its file, made before a migration. No copy that is there already is
 * replaced, because a step that broke off may have changed the database since. For the makers of
 * store modules.
 */
public final class FileCopy {
  private FileCopy() {}

  /** Copies a database into a file that is not there yet. */
  @FunctionalInterface
  public interface Making {
    void copy(Connection connection, Path file) throws SQLException, IOException;
  }

  /**
   * Copies under another name first, so that what has the copy's name is whole. By a connection
   * that reads, while the one that writes keeps others from the database.
   *
   * @param place the path of the copy when there is none yet
   */
  public static void make(DataSource readers, Path place, Making making) throws SQLException {
    Path unfinished = place.resolveSibling(place.getFileName() + ".unfinished");
    try (Connection connection = readers.getConnection()) {
      Files.deleteIfExists(unfinished);
      making.copy(connection, unfinished);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, free(place));
    } catch (IOException e) {
      throw new SQLException("the copy " + place + " cannot be written", e);
    }
  }

  private static Path free(Path place) {
    Path free = place;
    for (int i = 2; Files.exists(free); i++) {
      free = place.resolveSibling(place.getFileName() + "." + i);
    }
    return free;
  }
}
