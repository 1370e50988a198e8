package dev.hera.store.jooq.part;

import dev.hera.role.HostId;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How values stand in columns: instants as milliseconds, enumerations as their wire names, and what
 * the unique indexes need because not every database has partial ones.
 */
final class Columns {
  /** What {@code live} holds while a row is live. */
  static final Integer LIVE = 1;

  private static final long NO_ROLE = 0;

  private Columns() {}

  /**
   * The value of a {@code live} column: null once the row is no longer live, because rows with a
   * null are never equal in a unique index.
   */
  static @Nullable Integer live(boolean live) {
    return live ? LIVE : null;
  }

  /** The value of a {@code ..._key} column, which unlike a null equals itself. */
  static long key(@Nullable RoleId role) {
    return role == null ? NO_ROLE : role.value();
  }

  /** The role of a {@code ..._key} column. */
  static @Nullable RoleId roleOfKey(long key) {
    return key == NO_ROLE ? null : new RoleId(key);
  }

  static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  static @Nullable RoleId role(@Nullable Long id) {
    return id == null ? null : new RoleId(id);
  }

  static @Nullable Long value(@Nullable RoleId role) {
    return role == null ? null : role.value();
  }

  static @Nullable HostId host(@Nullable String id) {
    return id == null ? null : new HostId(id);
  }

  static @Nullable String text(@Nullable HostId host) {
    return host == null ? null : host.value();
  }

  /** The text of a constant, as its {@code wire()} gives it. */
  static @Nullable String wire(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant with this wire name. */
  static <E extends Enum<E>> E constant(Class<E> type, String wire) {
    return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT));
  }

  /** The constant with this wire name, or null for null. */
  static <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, @Nullable String wire) {
    return wire == null ? null : constant(type, wire);
  }
}
