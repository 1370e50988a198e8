package dev.hera.store.sqlite;

import dev.hera.role.Required;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.FilePlace;
import dev.hera.store.jooq.JooqLibrary;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.RelationalStore;
import dev.hera.store.jooq.StoreWatch;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A store in one SQLite file. Several stores, also of several processes on one machine, may have
 * the same file open at once; it must lie on a local disk.
 *
 * <p>The promise with {@link Durability#POWER_CUT}, the default: what {@link #write} returned
 * survives a killed process, a crashed operating system and a power cut, provided that the disk
 * keeps what it says it has written. With {@link Durability#KILLED_PROCESS} it survives a killed
 * process; a power cut may take the last commits with it, but never a part of one.
 *
 * <p>Writes of several callers that come at the same time share one commit. The work of one caller
 * may then run on the thread of another one: it must not lean on thread-locals, nor wait for
 * something that its caller holds. A write whose turn it is waits at most {@code 5 s} for another
 * process to end its own.
 *
 * <p>A file that is renamed, replaced or deleted while it is open is noticed by the next call, also
 * when that is its log: each call is then refused with {@link StoreUnavailableException}. What is
 * copied over its contents cannot be noticed.
 */
public final class SqliteStore implements RelationalStore {
  /** What a returned write survives. */
  public enum Durability {
    /** Every commit is on the disk before it returns ({@code synchronous=FULL}). */
    POWER_CUT,
    /** Commits are handed to the operating system before they return ({@code NORMAL}). */
    KILLED_PROCESS
  }

  private final JooqStore store;
  private final FilePlace place;
  private final StoreWatch watch = new StoreWatch();
  private boolean left;

  private SqliteStore(JooqStore store, FilePlace place) {
    this.store = store;
    this.place = place;
  }

  /** Opens as {@link #open(Path, Durability)} does, to survive a power cut. */
  public static SqliteStore open(Path file) {
    return open(file, Durability.POWER_CUT);
  }

  /**
   * Opens the database in this file, readable and writable only for its owner when it is created
   * now. A missing or empty file becomes a new database; its directory must exist.
   *
   * @throws StoreUnavailableException when the file is not a Hera database or was written by a
   *     newer Hera, and is left untouched; when it is missing and a log of it is not; when it
   *     cannot be opened; or when jOOQ needs a newer Java, SQLite is older than 3.51.3 or does not
   *     take a setting that the promise needs
   */
  public static SqliteStore open(Path file, Durability durability) {
    Required.given("durability", durability);
    DatabaseFile database = new DatabaseFile(Required.given("file", file));
    JooqLibrary.check(database.name());
    return open(database.enter(), () -> SqliteEngine.of(database, durability));
  }

  /** Opens as {@link #open(DataSource, Durability)} does, to survive a power cut. */
  public static SqliteStore open(DataSource connections) {
    return open(connections, Durability.POWER_CUT);
  }

  /**
   * Opens the database of an application's own source of connections, which stays open when the
   * store is closed. The database is a file of Hera's alone, or a new one; it is brought into WAL
   * mode and stays in it. The promise is the same: the store sets on each connection what that
   * needs, reads it back, and gives the connection back as it came. The rights of the file are the
   * application's matter.
   *
   * <p>The store keeps up to nine connections, those that read for a minute after their last use:
   * give it a source that has ten to spare and takes none back. No other code may open the file
   * itself, as to copy it, while it is open: SQLite would lose its locks.
   *
   * @throws StoreUnavailableException when the database cannot keep the promise, and says what is
   *     to be set otherwise: it is in memory, of another program or of a newer Hera, cannot be
   *     brought into WAL mode; or its connections do not commit by themselves, only read, share a
   *     cache, lock others out, or are one for all. Nothing was changed then. Also when it cannot
   *     be opened, or as {@link #open(Path, Durability)} does
   */
  public static SqliteStore open(DataSource connections, Durability durability) {
    Required.given("durability", durability);
    AppDatabase database = new AppDatabase(Required.given("connections", connections));
    DatabaseFile file = database.look();
    JooqLibrary.check(file.name());
    return open(OpenFiles.enterOpen(file), () -> SqliteEngine.of(database, file, durability));
  }

  private static SqliteStore open(FilePlace place, Supplier<SqliteEngine> engine) {
    boolean open = false;
    try {
      JooqStore store = JooqStore.open(engine.get());
      open = true;
      return new SqliteStore(store, place);
    } finally {
      if (!open) {
        OpenFiles.leave(place);
      }
    }
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(work);
  }

  @Override
  public <T> T withRows(Function<JooqStore, T> use) {
    return use.apply(store);
  }

  /** The value of a setting, asked from the connection that writes. */
  String setting(String name) {
    return store.useWriter(connection -> Connections.pragma(connection, name));
  }

  /** Looks ten times a second; a commit of another store on the same file counts as foreign too. */
  @Override
  public void watch(Runnable onForeignCommit) {
    watch.begin(() -> ForeignCommits.watch(store, onForeignCommit)::close);
  }

  /** {@inheritDoc} An interrupt is put aside meanwhile. */
  @Override
  public void close() {
    watch.endAnd(
        () -> {
          store.close();
          leave();
        });
  }

  private synchronized void leave() {
    if (!left) {
      left = true;
      OpenFiles.leave(place);
    }
  }
}
