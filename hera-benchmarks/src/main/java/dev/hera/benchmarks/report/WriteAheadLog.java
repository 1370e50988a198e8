package dev.hera.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What was committed to a SQLite file while this was open: a reader's snapshot keeps its log from
 * being begun anew, so that every page and every commit stays in it. With {@code synchronous=FULL}
 * each commit is one sync.
 */
public final class WriteAheadLog implements AutoCloseable {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;

  private final Path log;
  private final Connection reader;
  private final Counts before;

  /** How many pages were written to the log, in how many commits. */
  public record Counts(long pages, long commits) {
    public Counts since(Counts earlier) {
      return new Counts(pages - earlier.pages, commits - earlier.commits);
    }
  }

  public WriteAheadLog(Path database) {
    this.log = Path.of(database + "-wal");
    try {
      this.reader = DriverManager.getConnection("jdbc:sqlite:" + database);
      this.reader.setAutoCommit(false);
      try (Statement statement = reader.createStatement()) {
        statement.executeQuery("select count(*) from sqlite_master").close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    this.before = all();
  }

  public Counts counts() {
    return all().since(before);
  }

  private Counts all() {
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      file.read(header, 0);
      int pageSize = header.getInt(8);
      int salt = header.getInt(16);
      ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
      long pages = 0;
      long commits = 0;
      for (long at = HEADER; file.read(frame.clear(), at) == FRAME_HEADER; ) {
        if (frame.getInt(8) != salt) {
          break;
        }
        pages++;
        commits += frame.getInt(4) == 0 ? 0 : 1;
        at += FRAME_HEADER + pageSize;
      }
      return new Counts(pages, commits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
