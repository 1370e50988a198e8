package dev.hera.examples.host.state;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.store.h2.H2Store;
import dev.hera.store.jooq.RelationalStore;
import dev.hera.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The store that {@code --store KIND:PATH} names.
 *
 * @param place the path of its file, for H2 without its ending; of PostgreSQL, what follows the
 *     colon
 */
public record StoreAddress(Kind kind, String place) {
  /** Named in lower case in an address. */
  public enum Kind {
    SQLITE,
    H2,
    POSTGRES;

    /** Those whose stores are files. */
    public static final List<Kind> OF_FILES = List.of(SQLITE, H2);
  }

  /** A store in a file, by whatever way it is named: an address is one of one file. */
  public StoreAddress(Kind kind, Path file) {
    this(kind, real(file.toAbsolutePath().normalize()).toString());
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException notThere) {
      Path folder = file.getParent();
      return folder == null ? file : real(folder).resolve(file.getFileName());
    }
  }

  /** Its file, when it has one. */
  public Path file() {
    return Path.of(place);
  }

  /** The store that a state directory has within it, unless a host is told another one. */
  public static StoreAddress within(Path state) {
    return new StoreAddress(Kind.SQLITE, state.resolve("hera.db"));
  }

  /**
   * The store that a person names.
   *
   * @throws CannotRunException when it is not the address of a store
   */
  public static StoreAddress parse(String text) {
    return parse("--store", text);
  }

  /** The same for another option. */
  public static StoreAddress parse(String option, String text) {
    for (Kind kind : Kind.values()) {
      String prefix = kind.name().toLowerCase(Locale.ROOT) + ":";
      if (text.startsWith(prefix) && text.length() > prefix.length()) {
        String place = text.substring(prefix.length());
        return kind == Kind.POSTGRES
            ? new StoreAddress(kind, PostgresPlace.checked(option, place))
            : new StoreAddress(kind, path(option, place));
      }
    }
    throw CannotRunException.usage(
        option
            + " needs KIND:PATH, for instance sqlite:hera.db or h2:hera, or"
            + " postgres://host/database");
  }

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CannotRunException(ExitCode.USAGE, option + " does not name a file", e);
    }
  }

  /** Whether there is something at its place; of a server that is told when it is opened. */
  public boolean exists() {
    return switch (kind) {
      case SQLITE -> Files.exists(file());
      case H2 -> Files.exists(file().resolveSibling(file().getFileName() + ".mv.db"));
      case POSTGRES -> true;
    };
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + place;
  }

  /**
   * Opens the store.
   *
   * @throws dev.hera.spi.StoreUnavailableException when it cannot be opened
   */
  public RelationalStore open() {
    return switch (kind) {
      case SQLITE -> SqliteStore.open(file());
      case H2 -> H2Store.open(file());
      case POSTGRES -> PostgresPlace.open(place);
    };
  }

  /**
   * Opens a server's store for whoever only reads it: nothing is made or migrated there. A file is
   * read from a {@link StoreSnapshot}.
   *
   * @throws dev.hera.spi.StoreUnavailableException when it cannot be opened, or has another schema
   */
  public RelationalStore openAsIs() {
    return switch (kind) {
      case POSTGRES -> PostgresPlace.openAsIs(place);
      case SQLITE, H2 -> throw new IllegalStateException("a file is read from a copy");
    };
  }
}
