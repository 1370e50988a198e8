package dev.hera.examples.host.state;

import dev.hera.error.InvalidArgumentException;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * A database of a server, {@code //host/database} with what the driver takes after a question mark.
 * Who connects to it is told by the environment, since a command line can be read by others.
 */
final class PostgresPlace {
  static final String USER = "HERA_POSTGRES_USER";
  static final String PASSWORD = "HERA_POSTGRES_PASSWORD";
  static final String PASSWORD_FILE = "HERA_POSTGRES_PASSWORD_FILE";

  private static final String SCHEME = "jdbc:postgresql:";
  private static final Pattern SECRET =
      Pattern.compile("^//[^/?]*@|[?&][a-z]*password=", Pattern.CASE_INSENSITIVE);

  private PostgresPlace() {}

  /**
   * The place that a person names.
   *
   * @throws CannotRunException when it has a password, which is not told again, or is no place
   */
  static String checked(String option, String text) {
    String place = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    if (SECRET.matcher(place).find()) {
      throw CannotRunException.usage(
          option
              + " must have neither a password nor a user before the host; put them into "
              + USER
              + " and "
              + PASSWORD
              + ", or the password into a file that "
              + PASSWORD_FILE
              + " names, or into ~/.pgpass");
    }
    if (!place.startsWith("//")) {
      throw CannotRunException.usage(
          option + " needs a server, for instance postgres://host/database");
    }
    return place;
  }

  static PostgresStore open(String place) {
    return open(place, PostgresStore::open);
  }

  /** For whoever only reads: nothing is made or migrated. */
  static PostgresStore openAsIs(String place) {
    return open(place, PostgresStore::openAsIs);
  }

  private static PostgresStore open(
      String place, BiFunction<String, Properties, PostgresStore> opener) {
    try {
      return opener.apply(SCHEME + place, credentials(System.getenv()));
    } catch (InvalidArgumentException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "postgres:" + place + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What the driver is told of who connects. */
  static Properties credentials(Map<String, String> environment) {
    Properties credentials = new Properties();
    given(environment, USER).ifPresent(user -> credentials.setProperty("user", user));
    given(environment, PASSWORD)
        .or(() -> given(environment, PASSWORD_FILE).map(PostgresPlace::read))
        .ifPresent(password -> credentials.setProperty("password", password));
    return credentials;
  }

  private static Optional<String> given(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | IllegalArgumentException e) {
      throw new CannotRunException(
          ExitCode.USAGE, PASSWORD_FILE + " names no file that can be read", e);
    }
  }
}
