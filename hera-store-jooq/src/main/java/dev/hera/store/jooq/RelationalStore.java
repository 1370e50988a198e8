package dev.hera.store.jooq;

import dev.hera.spi.HeraStore;
import java.util.function.Function;

/** A store in a relational database, whose rows can be copied as they are ({@link StoreCopy}). */
public interface RelationalStore extends HeraStore {
  /**
   * Uses that by which it reads and writes rows.
   *
   * @throws dev.hera.spi.StoreUnavailableException when the store cannot be used, or the use fails
   */
  <T> T withRows(Function<JooqStore, T> use);
}
