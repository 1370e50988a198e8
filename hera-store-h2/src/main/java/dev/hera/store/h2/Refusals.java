package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** Why a database is not opened, in words that say what to do. */
final class Refusals {
  private Refusals() {}

  static StoreUnavailableException of(String name, SQLException e) {
    String why =
        switch (e.getErrorCode()) {
          case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
              "another program has it open; close it there, or choose another path";
          case ErrorCode.WRONG_USER_OR_PASSWORD -> "it is a database of another program";
          default -> String.valueOf(e.getMessage());
        };
    return of(name, why, e);
  }

  static StoreUnavailableException of(String name, String why) {
    return of(name, why, new IOException(why));
  }

  static StoreUnavailableException of(String name, String why, Exception cause) {
    return new StoreUnavailableException("The " + name + " cannot be opened: " + why + ".", cause);
  }
}
