package dev.hera.imports.argus;

import dev.hera.Hera;
import dev.hera.PlanChecks;
import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskStatus;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Takes rows over into a new store, and reads that. */
abstract class PlanImports {
  static final Instant LATER = ImportedRows.THEN.plus(Duration.ofDays(1));

  static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

  final RecordingLauncher launcher = new RecordingLauncher();
  final HeraStore store = MemoryStore.create();

  /** One orchestrator whose coordinator is live in task 1. */
  static ImportedRows led() {
    return new ImportedRows()
        .orchestrator(1, "shop", null)
        .role(1, 1, "lead", RoleKind.COORDINATOR)
        .task(1, TaskStatus.IN_PROGRESS, null)
        .live(1, 1, 1, 1);
  }

  final ImportReport take(ImportedRows rows) {
    ImportReport report = into(store, rows);
    PlanChecks.check(store, rows.plans().toString());
    return report;
  }

  static ImportReport into(HeraStore store, ImportedRows rows) {
    return PlanImport.into(store, rows.plans(), clock(), new Random(3));
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  /** A Hera on a store, whose clock stands. */
  static Hera hera(HeraStore store, RecordingLauncher launcher) {
    return Hera.builder(store).clock(clock()).directories(launcher).launcher(launcher).build();
  }

  static Orchestrator shop(Transaction tx) {
    return tx.orchestrators().findActive("shop").orElseThrow();
  }

  static Role role(Transaction tx, String name) {
    return tx.roles().listActive(shop(tx).id(), RoleFilter.named(Set.of(name))).stream()
        .findFirst()
        .orElseThrow();
  }

  final <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  final Orchestrator shop() {
    return read(PlanImports::shop);
  }

  final Role role(String name) {
    return read(tx -> role(tx, name));
  }

  final List<Binding> bindings(String role) {
    return read(tx -> tx.bindings().listOfRoles(Set.of(role(tx, role).id())));
  }

  final Optional<Launch> launch(String role) {
    return read(tx -> tx.launches().listOf(Set.of(role(tx, role).id())).stream().findFirst());
  }

  static List<String> whys(ImportReport report, Fate fate) {
    return report.notes().stream()
        .filter(note -> note.fate() == fate)
        .map(Note::why)
        .distinct()
        .toList();
  }
}
