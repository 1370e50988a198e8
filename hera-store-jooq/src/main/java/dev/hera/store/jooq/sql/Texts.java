package dev.hera.store.jooq.sql;

import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** How texts stand in columns. */
enum Texts {
  AS_THEY_ARE {
    @Override
    @Nullable Object written(@Nullable Object value) {
      return value;
    }

    @Override
    @Nullable String read(@Nullable String written) {
      return written;
    }
  },

  /**
   * Without U+0000, which PostgreSQL cannot have in a text: it is written as U+0001 and a zero, and
   * U+0001 itself as U+0001 and a one. Different texts stay different.
   */
  WITHOUT_NUL {
    @Override
    @Nullable Object written(@Nullable Object value) {
      return value instanceof String text
          ? text.replace(MARK, WRITTEN_MARK).replace(NUL, WRITTEN_NUL)
          : value;
    }

    @Override
    @Nullable String read(@Nullable String written) {
      return written == null ? null : written.replace(WRITTEN_NUL, NUL).replace(WRITTEN_MARK, MARK);
    }
  };

  private static final String NUL = "\0";
  private static final String MARK = "\u0001";
  private static final String WRITTEN_NUL = MARK + "0";
  private static final String WRITTEN_MARK = MARK + "1";

  static Texts of(SQLDialect dialect) {
    return dialect.family() == SQLDialect.POSTGRES ? WITHOUT_NUL : AS_THEY_ARE;
  }

  /** The value as it is written; as it is when it is no text. */
  abstract @Nullable Object written(@Nullable Object value);

  /** The text that was written as this. */
  abstract @Nullable String read(@Nullable String written);
}
