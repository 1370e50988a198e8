package dev.hera.store.sqlite;

import dev.hera.ImportReport;
import dev.hera.ImportedPlans;
import dev.hera.PlanImport;
import dev.hera.error.InvalidArgumentException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Takes over what the argus program kept of its Hera, by default in {@code ~/.argus/data.sql}. */
public final class ArgusImport {
  private ArgusImport() {}

  /**
   * Brings the orchestrators, roles, plans, statuses, messages and tasks of an argus database into
   * a Hera database, in one transaction. The argus file is only copied, together with its log, and
   * the copy is read; nothing of it changes. Nothing is launched.
   *
   * @param argus the file of an argus database, of before or after its {@code failed} and {@code
   *     cancelled_at}
   * @param hera the file of the Hera database; created when it is missing
   * @throws InvalidArgumentException naming {@code file} when {@code argus} is missing, damaged,
   *     being written, no argus database, or has values that this Hera does not know, and {@code
   *     hera} was not touched; naming {@code store} when {@code hera} has orchestrators or tasks
   *     already
   * @throws dev.hera.error.StoreUnavailableException when {@code hera} cannot be opened, as {@link
   *     SqliteStore#open(Path)} says
   */
  public static ImportReport into(Path argus, Path hera) {
    ImportedPlans plans = read(argus);
    try (SqliteStore store = SqliteStore.open(hera)) {
      return PlanImport.into(store, plans);
    }
  }

  private static ImportedPlans read(Path argus) {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    try (ArgusCopy copy = ArgusCopy.of(argus);
        ArgusTables tables = ArgusTables.open(copy)) {
      return new ArgusReader(tables, new ArgusValues(copy, now), now).read();
    }
  }
}
