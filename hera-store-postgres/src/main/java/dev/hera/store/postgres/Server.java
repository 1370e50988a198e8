package dev.hera.store.postgres;

import dev.hera.error.InvalidArgumentException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a server, as the driver reads its URL.
 *
 * @param properties all that the driver is told
 */
record Server(Properties properties) {
  /** What else the driver would leave without an end, and what makes it quick. */
  private static final Map<PGProperty, String> DEFAULTS =
      Map.of(
          PGProperty.CONNECT_TIMEOUT, "10",
          PGProperty.LOGIN_TIMEOUT, "10",
          PGProperty.SOCKET_TIMEOUT, "60",
          PGProperty.TCP_KEEP_ALIVE, "true",
          PGProperty.REWRITE_BATCHED_INSERTS, "true",
          PGProperty.APPLICATION_NAME, "hera");

  /**
   * @throws InvalidArgumentException when the URL cannot be read
   */
  static Server of(String url, Properties given) {
    Properties read = Driver.parseURL(url, given);
    if (read == null) {
      throw new InvalidArgumentException(
          "url", "is not one of a PostgreSQL database; write jdbc:postgresql://host/database");
    }
    Properties properties = new Properties();
    DEFAULTS.forEach((property, value) -> property.set(properties, value));
    for (String each : read.stringPropertyNames()) {
      properties.setProperty(each, read.getProperty(each));
    }
    return new Server(properties);
  }

  /** What it is, for messages; without its user. */
  String name() {
    return "PostgreSQL database "
        + PGProperty.PG_HOST.getOrDefault(properties)
        + "/"
        + PGProperty.PG_DBNAME.getOrDefault(properties);
  }

  String schema() {
    String schema = PGProperty.CURRENT_SCHEMA.getOrDefault(properties);
    return schema == null ? PostgresStore.DEFAULT_SCHEMA : schema;
  }

  /** The source of connections, without the schema, which poolers do not let pass. */
  DataSource connections() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      for (String each : properties.stringPropertyNames()) {
        if (!each.equals(PGProperty.CURRENT_SCHEMA.getName())) {
          source.setProperty(each, properties.getProperty(each));
        }
      }
    } catch (SQLException e) {
      throw new InvalidArgumentException("properties", String.valueOf(e.getMessage()));
    }
    return source;
  }
}
