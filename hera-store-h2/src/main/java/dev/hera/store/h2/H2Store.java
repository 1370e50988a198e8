package dev.hera.store.h2;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Required;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqLibrary;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.RelationalStore;
import dev.hera.store.jooq.SchemaName;
import dev.hera.store.jooq.Uninterrupted;
import java.nio.file.Path;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A store in an H2 database: in one file, or in memory. A file is open in one store at a time, of
 * all processes; it must lie on a local disk.
 *
 * <p>The promise of a file: what {@link #write} returned survives a killed process. H2 never waits
 * for the disk with a commit, so a power cut or a crash of the operating system may take the last
 * commits with it, or damage the file. A store in memory lasts until it is closed.
 *
 * <p>Writes of several callers that come at the same time share one commit. The work of one caller
 * may then run on the thread of another one: it must not lean on thread-locals, nor wait for
 * something that its caller holds. An interrupt of a caller does no harm to the file or to others.
 *
 * <p>H2 closes a file that it could not write, because the disk was full for example. Calls are
 * then refused with {@link StoreUnavailableException} until one that comes later, at most one a
 * second, could open the file again; nothing that was answered is lost. The same refusal is given
 * while the file is not in its place, because it was renamed, replaced or deleted.
 *
 * <p>A file grows by about 10 to 20 KiB with each commit; H2 uses the space again after 45 seconds.
 */
public final class H2Store implements RelationalStore {
  private final Reopening opened;

  H2Store(JooqStore store, Database database) {
    this(store, database, FileDatabase.AGAIN);
  }

  private H2Store(JooqStore store, Database database, Reopening.Opener opener) {
    this.opened = new Reopening(store, database, opener);
  }

  /**
   * Opens the database in the file {@code database} with H2's ending {@code .mv.db}, readable and
   * writable only for its owner when it is created now. A missing file becomes a new database; its
   * directory must exist. A file with the ending {@code .mv.db.lock} beside it names the process
   * that has it open, and stays when that process ends. Links are followed: both are beside the
   * file that is meant.
   *
   * @param database the path without H2's ending
   * @throws StoreUnavailableException when another store or process has it open; when the file is
   *     not a Hera database, is cut off or was written by a newer Hera, and is left untouched; when
   *     it is missing and its lock is not; or when it cannot be opened
   */
  public static H2Store open(Path database) {
    Required.given("database", database);
    JooqLibrary.check("H2 database " + database);
    return Uninterrupted.run(() -> over(FileDatabase.open(database)));
  }

  /**
   * Opens a schema of the database of an application's own source of connections, which stays open
   * when the store is closed. A missing schema is made; the application's tables are in others. The
   * promise is the same: what H2 has for a whole database is looked at, and the store sets on each
   * connection what it needs besides and gives it back as it came. The rights of the file are the
   * application's matter. A file that H2 closed by itself is opened again by the source.
   *
   * <p>The store keeps up to ten connections, those that read for a minute after their last use:
   * give it a source that has as many to spare and takes none back. Its user may make a schema and,
   * for the copy before a migration, is an administrator of the database.
   *
   * @param schema a name of small letters, digits and underscores, as {@code hera} is
   * @throws InvalidArgumentException when the schema has another name
   * @throws StoreUnavailableException when the database cannot keep the promise, and says what is
   *     to be set otherwise: it is in memory, behind a server, not opened with {@code async:}, has
   *     a {@code WRITE_DELAY}, a {@code MODE}, names whose case is ignored, a {@code COLLATION}, or
   *     uses results again; or its source has one connection for all; or the schema has tables of
   *     another program, was written by a newer Hera, or is open in this process. Nothing was
   *     changed then. Also when it cannot be opened
   */
  public static H2Store open(DataSource connections, String schema) {
    AppDatabase database =
        new AppDatabase(Required.given("connections", connections), SchemaName.check(schema));
    JooqLibrary.check("H2 database of the application's source");
    return Uninterrupted.run(() -> over(database.open(), database));
  }

  /** Opens a new, empty database in memory that no other store sees. */
  public static H2Store inMemory() {
    JooqLibrary.check("H2 database in memory");
    return over(Database.inMemory());
  }

  private static H2Store over(Database database) {
    return over(database, FileDatabase.AGAIN);
  }

  private static H2Store over(Database database, Reopening.Opener opener) {
    try {
      return new H2Store(JooqStore.open(opener.engine(database)), database, opener);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return opened.call(store -> store.read(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return opened.call(store -> store.write(work));
  }

  @Override
  public <T> T withRows(Function<JooqStore, T> use) {
    return opened.call(use);
  }

  /** The value of a setting of the database, asked from the connection that writes. */
  String setting(String name) {
    return opened.call(store -> store.useWriter(connection -> Database.setting(connection, name)));
  }

  @Override
  public void close() {
    Uninterrupted.run(
        () -> {
          opened.close();
          return true;
        });
  }
}
