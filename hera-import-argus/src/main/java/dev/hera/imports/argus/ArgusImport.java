package dev.hera.imports.argus;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Required;
import dev.hera.spi.HeraStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Takes over what the argus program kept of its Hera, by default in {@code ~/.argus/data.sql}. */
public final class ArgusImport {
  private final ImportedPlans plans;

  private ArgusImport(ImportedPlans plans) {
    this.plans = plans;
  }

  /**
   * Reads the orchestrators, roles, plans, statuses, messages and tasks of an argus database. The
   * file is only copied, together with its log, and the copy is read; nothing of it changes.
   *
   * @param file an argus database, of before or after its {@code failed} and {@code cancelled_at}
   * @throws InvalidArgumentException naming {@code file} when it is missing, damaged, being
   *     written, no argus database, or has values that this Hera does not know
   */
  public static ArgusImport read(Path file) {
    Required.given("file", file);
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    try (ArgusCopy copy = ArgusCopy.of(file);
        ArgusTables tables = ArgusTables.open(copy)) {
      return new ArgusImport(new ArgusReader(tables, new ArgusValues(copy, now), now).read());
    }
  }

  /**
   * Brings what was read into a store that has neither orchestrators nor tasks, in one transaction,
   * and has a Hera request the ready nodes and hold those behind failed ones. Nothing is launched:
   * that is for the Hera that is started on the store. The store stays open.
   *
   * @throws InvalidArgumentException naming {@code store} when it has orchestrators or tasks
   *     already, also archived ones
   */
  public ImportReport into(HeraStore store) {
    Required.given("store", store);
    return PlanImport.into(store, plans, Clock.systemUTC(), new SecureRandom());
  }
}
