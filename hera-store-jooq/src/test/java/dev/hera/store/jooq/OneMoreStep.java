package dev.hera.store.jooq;

import dev.hera.store.jooq.sql.SqlDatabase;
import java.util.ArrayList;
import java.util.List;

/** Opens stores as the next Hera would. */
public final class OneMoreStep {
  private OneMoreStep() {}

  /** Opens a store whose schema has this step after all others. */
  public static JooqStore open(SqlDatabase database, List<String> step) {
    List<List<String>> steps = new ArrayList<>(Migrator.STEPS);
    steps.add(step);
    return JooqStore.open(database, steps);
  }
}
