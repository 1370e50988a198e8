package dev.hera.imports.argus;

import dev.hera.PlanChecks;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.Transaction;
import dev.hera.store.sqlite.SqliteStore;
import dev.hera.store.tck.invariant.HeraInvariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports an argus database into a new one of Hera's, and reads that. */
@Timeout(60)
abstract class ArgusImports {
  static final Instant AT = Instant.parse("2026-05-04T03:02:01.987Z");

  @TempDir Path directory;
  Path argus;
  Path target;
  private @Nullable SqliteStore opened;

  @BeforeEach
  void files() throws IOException {
    argus = Files.createDirectory(directory.resolve("argus")).resolve("data.sql");
    target = Files.createDirectory(directory.resolve("hera")).resolve("hera.db");
  }

  final ArgusDatabase database(ArgusDatabase.Age age) throws SQLException {
    return ArgusDatabase.create(argus, age);
  }

  /** Imports a mission to which something was done. */
  final ImportReport imported(Consumer<ArgusDatabase> change) throws Exception {
    try (ArgusDatabase database = database(ArgusDatabase.Age.PRESENT)) {
      change.accept(database.mission());
    }
    ImportReport report = take(argus, target);
    HeraInvariants.of(store()).assertHold();
    PlanChecks.check(store(), report.text());
    return report;
  }

  static ImportReport take(Path argus, Path target) {
    ArgusImport found = ArgusImport.read(argus);
    try (SqliteStore store = SqliteStore.open(target)) {
      return found.into(store);
    }
  }

  final SqliteStore store() {
    if (opened == null) {
      opened = SqliteStore.open(target);
    }
    return opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  final <T> T read(Function<Transaction, T> work) {
    return store().read(work);
  }

  final Role role(long id) {
    return read(tx -> tx.roles().find(new RoleId(id)).orElseThrow());
  }

  final Task task(Binding binding) {
    return read(tx -> tx.tasks().find(binding.task()).orElseThrow());
  }

  final Binding binding(long role) {
    return read(tx -> tx.bindings().listOfRoles(List.of(new RoleId(role))).get(0));
  }

  static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
