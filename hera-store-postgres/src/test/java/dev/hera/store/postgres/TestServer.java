package dev.hera.store.postgres;

import dev.hera.store.jooq.ServerCrash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The one server of all tests of a process, which does not wait for its disk. Processes that a test
 * starts have the same one: a file with the number of the test's process tells them its URL. A
 * directory stands for a schema, which a file in it names.
 */
final class TestServer {
  private static final String FILE = "schema";

  private TestServer() {}

  /** The URL of the schema of this directory; starts the server when nobody has. */
  static synchronized String url(Path directory) {
    try {
      Path file = directory.resolve(FILE);
      if (!Files.exists(file)) {
        Files.writeString(file, schema(() -> Files.notExists(directory)));
      }
      return url(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of a schema of the server of this process. */
  static String url(String schema) {
    return Running.URL + "&currentSchema=" + schema;
  }

  static int port() {
    return Integer.parseInt(PGProperty.PG_PORT.getOrDefault(Driver.parseURL(Running.URL, null)));
  }

  static PostgresStore open(Path directory) {
    return PostgresStore.open(url(directory), new Properties());
  }

  /** An engine whose writing connections are seen to. */
  static PostgresEngine engine(Path directory, UnaryOperator<DataSource> writing) {
    Server server = Server.of(url(directory), new Properties());
    return new PostgresEngine(
        Schema.of(server.name(), server.schema()),
        writing.apply(server.connections()),
        server.connections(),
        new ServerClock(InstantSource.system()));
  }

  /** An empty schema, until it is over. */
  static String schema(BooleanSupplier isOver) {
    return Running.SCHEMAS.take(isOver);
  }

  /** The schema of this directory. */
  static String schema(Path directory) {
    return Server.of(url(directory), new Properties()).schema();
  }

  /** Starts a server of its own, with PostgreSQL's own settings, which wait for the disk. */
  static EmbeddedPostgres startDurable() throws IOException {
    return builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /** Has the server crash and start again. */
  static void crash(EmbeddedPostgres server) throws SQLException {
    ServerCrash.make(server.getJdbcUrl("postgres", "postgres"));
  }

  /** Of the version on the class path, unless another one is asked for. */
  private static EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    String jar = System.getProperty("hera.server");
    return jar == null
        ? builder
        : builder.setPgBinaryResolver((system, machine) -> programs(Path.of(jar)));
  }

  /** The archive of programs in this jar. */
  private static InputStream programs(Path jar) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry each = entries.getNextEntry(); each != null; each = entries.getNextEntry()) {
        if (each.getName().endsWith(".txz")) {
          return new ByteArrayInputStream(entries.readAllBytes());
        }
      }
    }
    throw new FileNotFoundException("no programs in " + jar);
  }

  private static final class Running {
    static final String URL = ofParent().orElseGet(Running::start);
    static final Schemas SCHEMAS = new Schemas(URL);

    private static Path file(ProcessHandle process) {
      return Path.of(System.getProperty("java.io.tmpdir"), "hera-test-server-" + process.pid());
    }

    /** The URL of the server of the test that started this process. */
    private static Optional<String> ofParent() {
      return ProcessHandle.current()
          .parent()
          .map(Running::file)
          .filter(Files::exists)
          .map(Running::read);
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String start() {
      try {
        EmbeddedPostgres server =
            builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .start();
        Path file = file(ProcessHandle.current());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, file)));
        String url = server.getJdbcUrl("postgres", "postgres");
        Files.writeString(file, url);
        return url;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server, Path file) {
      try {
        Files.delete(file);
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
