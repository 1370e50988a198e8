package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.MigrationContract;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.tck.run.Effort;
import dev.hera.store.tck.scenario.GoldenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class H2MigrationTest extends MigrationContract {
  private static final String FILE = "hera.mv.db";

  /** Without the tidying at the end, which takes most of the time. */
  private static final String FAST = ";MAX_COMPACT_TIME=0";

  /**
   * Makes the golden database of the version that this Hera writes. Run once before a release with
   * a new version, with the path of the database to make, without H2's ending, and of the text of
   * its contents.
   */
  public static void main(String[] arguments) throws IOException {
    Path database = Path.of(arguments[0]);
    try (H2Store store = H2Store.open(database)) {
      GoldenStore.fill(store);
      Files.write(Path.of(arguments[1]), GoldenStore.read(store));
    }
  }

  @Test
  void a_step_that_cannot_be_repeated_is_found_by_breaking_it_off() {
    assertThatThrownBy(this::breakOffUnrepeatable)
        .isInstanceOf(StoreUnavailableException.class)
        .hasStackTraceContaining("already exists");
  }

  @Override
  protected int stride() {
    return Effort.of(3, 1);
  }

  @Override
  protected Place open(Path place, UnaryOperator<DataSource> writing) {
    Path path = place.resolve("hera");
    Database database =
        Database.open("H2 database", path, "jdbc:h2:async:" + path + FAST, null, () -> {});
    H2Engine engine = H2Engine.of(database, writing.apply(database.connections("")));
    return new Place() {
      @Override
      public SqlDatabase engine() {
        return engine;
      }

      @Override
      public void close() {
        database.close();
      }
    };
  }

  @Override
  protected String goldenDatabase(int version) {
    return "/golden-" + version + ".mv.db";
  }

  @Override
  protected String file() {
    return FILE;
  }

  @Override
  protected String backUp() {
    return "hera-schema-1.backup.zip";
  }

  @Override
  protected void restore(Path copy, Path place) throws IOException {
    try (ZipFile zip = new ZipFile(copy.toFile());
        var stream = zip.getInputStream(zip.getEntry(FILE))) {
      Files.copy(stream, place.resolve(FILE));
    }
  }

  /** H2 writes into a file that it only opens and closes. */
  @Override
  protected byte[] contents(byte[] file) {
    return new byte[0];
  }
}
