package dev.hera.imports.argus;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Names;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives imported rows names that Hera takes (M7), unique among active ones (M2, M6). */
final class ImportNames {
  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern NOT_AT_THE_START = Pattern.compile("^[^A-Za-z0-9]+");
  private static final Pattern NOT_AT_THE_END = Pattern.compile("(\\.lock|[.-])+$");

  private final ImportNotes notes;

  ImportNames(ImportNotes notes) {
    this.notes = notes;
  }

  List<Orchestrator> orchestrators(List<Orchestrator> rows) {
    List<Orchestrator> fitted = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    rows.stream()
        .filter(row -> row.isActive() && isValid(row.name()))
        .forEach(row -> taken.add(row.name()));
    Set<String> kept = new HashSet<>();
    for (Orchestrator row : rows) {
      String name = fit("orchestrator", row.name(), row.isActive(), taken, kept);
      fitted.add(
          new Orchestrator(
              row.id(), name, row.baseBranch(), row.parent(), row.created(), row.archived()));
    }
    return fitted;
  }

  List<Role> roles(List<Role> rows) {
    Map<OrchestratorId, Set<String>> taken = new HashMap<>();
    rows.stream()
        .filter(row -> row.isActive() && isValid(row.name()))
        .forEach(row -> names(taken, row).add(row.name()));
    Map<OrchestratorId, Set<String>> kept = new HashMap<>();
    return rows.stream()
        .map(
            row ->
                renamed(
                    row,
                    fit("role", row.name(), row.isActive(), names(taken, row), names(kept, row))))
        .toList();
  }

  private static Set<String> names(Map<OrchestratorId, Set<String>> of, Role row) {
    return of.computeIfAbsent(row.orchestrator(), none -> new HashSet<>());
  }

  private static Role renamed(Role row, String name) {
    return new Role(
        row.id(),
        row.orchestrator(),
        name,
        row.kind(),
        row.nodeKind(),
        row.project(),
        row.prompt(),
        row.created(),
        row.archived(),
        row.cancelled(),
        row.status(),
        row.statusAt());
  }

  /**
   * The name of a row: its own where that is valid and no earlier row has it, else the first free
   * one that resembles it.
   *
   * @param taken the valid names of all active rows, and those given since
   * @param kept the names of the rows before
   */
  private String fit(
      String kind, String name, boolean active, Set<String> taken, Set<String> kept) {
    boolean valid = isValid(name);
    if (valid && (!active || kept.add(name))) {
      return name;
    }
    String base = valid ? name : resembling(kind, name);
    String fitted = base;
    for (int n = 2; active && !taken.add(fitted); n++) {
      fitted = Names.numbered(base, n);
    }
    String why = valid ? "an earlier one has this name" : "its name is not valid in Hera";
    notes.changed(kind + " \"" + name + "\" (now \"" + fitted + "\")", "renamed: " + why);
    return fitted;
  }

  private static boolean isValid(String name) {
    try {
      return Names.check("name", name).equals(name);
    } catch (InvalidArgumentException e) {
      return false;
    }
  }

  private static String resembling(String kind, String name) {
    String plain = NOT_IN_A_NAME.matcher(name).replaceAll("-");
    String started = NOT_AT_THE_START.matcher(plain).replaceFirst("");
    String cut = started.substring(0, Math.min(Names.MAX_LENGTH, started.length()));
    String ended = NOT_AT_THE_END.matcher(cut).replaceFirst("");
    return isValid(ended) ? ended : kind;
  }
}
