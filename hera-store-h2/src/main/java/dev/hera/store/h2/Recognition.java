package dev.hera.store.h2;

import dev.hera.store.jooq.JooqStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Tells whether a file is a Hera database, without a change to it. H2 would take a file that it
 * cannot read for an empty database, and write into it; so the file is first looked at without H2
 * and then by an H2 that may only read. Only for the holder of the {@link HeldLock}.
 */
record Recognition(FileDatabase database) {
  private static final byte[] MAGIC = "H:2,".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 4_096;
  private static final String READ_ONLY = ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0";

  void check() throws IOException {
    byte[] headers = headers();
    if (!isHeader(headers, 0) && !isHeader(headers, HEADER)) {
      throw database.refused(
          "it is not an H2 database; choose another path, the file was not touched");
    }
    if (headers.length < 2 * HEADER) {
      throw notHeras();
    }
    checkContents();
  }

  /** The two copies of the header. */
  private byte[] headers() throws IOException {
    try (InputStream stream = Files.newInputStream(database.file())) {
      return stream.readNBytes(2 * HEADER);
    }
  }

  private static boolean isHeader(byte[] headers, int from) {
    return headers.length >= from + MAGIC.length
        && Arrays.equals(MAGIC, Arrays.copyOfRange(headers, from, from + MAGIC.length));
  }

  private void checkContents() {
    try (Connection connection = Database.connect("jdbc:h2:" + database.path() + READ_ONLY)) {
      int version = SchemaVersion.of(connection);
      if (version == 0) {
        throw notHeras();
      }
      JooqStore.checkVersion(database.name(), version);
    } catch (SQLException e) {
      throw Refusals.of(database.name(), e);
    }
  }

  private RuntimeException notHeras() {
    return database.refused(
        "it is a database of another program, or the file was cut off; choose another path or"
            + " restore the file, which was not touched");
  }
}
