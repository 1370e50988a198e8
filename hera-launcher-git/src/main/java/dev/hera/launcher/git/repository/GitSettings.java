package dev.hera.launcher.git.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's own settings say of where its working tree is.
 *
 * @param values names in lower case, with their section, to values
 */
record GitSettings(Map<String, String> values) {
  private static final Pattern SECTION = Pattern.compile("\\[\\s*([A-Za-z0-9.-]+)\\s*](.*)");
  private static final Pattern SUBSECTION =
      Pattern.compile("\\[\\s*[A-Za-z0-9.-]+\\s+\".*\"\\s*].*");
  private static final Pattern SETTING = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*=\\s*(.*)");

  /** A value that ends with its line: quoted parts, escapes and a comment behind it. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?:[^\"\\\\#;]|\\\\[\"\\\\ntb]|\"(?:[^\"\\\\]|\\\\[\"\\\\ntb])*+\")*+(?:[#;].*)?");

  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "");

  /** Of the section core; what the others say makes no difference here. */
  private static final Set<String> COUNTED =
      Set.of("core.bare", "core.worktree", "core.repositoryformatversion");

  private static final Set<String> EXTENSIONS =
      Set.of(
          "extensions.noop",
          "extensions.partialclone",
          "extensions.preciousobjects",
          "extensions.worktreeconfig",
          "extensions.objectformat",
          "extensions.relativeworktrees");

  /**
   * The settings that count for a working tree.
   *
   * @param own its own git directory
   * @param common what all worktrees have in common
   * @return empty when they say anything here that only git understands
   */
  static Optional<GitSettings> read(Path own, Path common) throws IOException {
    Map<String, String> values = new HashMap<>();
    if (!parse(common.resolve("config"), values)) {
      return Optional.empty();
    }
    if (!own.equals(common.toRealPath())) {
      values.remove("core.bare");
      values.remove("core.worktree");
    }
    boolean each = TRUE.contains(values.getOrDefault("extensions.worktreeconfig", ""));
    if (each && !parse(own.resolve("config.worktree"), values)) {
      return Optional.empty();
    }
    return Optional.of(new GitSettings(values)).filter(GitSettings::isKnown);
  }

  private boolean isKnown() {
    return Set.of("0", "1").contains(values.getOrDefault("core.repositoryformatversion", "0"))
        && (TRUE.contains(bare()) || FALSE.contains(bare()))
        && values.keySet().stream()
            .filter(name -> name.startsWith("extensions."))
            .allMatch(EXTENSIONS::contains);
  }

  private String bare() {
    return values.getOrDefault("core.bare", "false").toLowerCase(Locale.ROOT);
  }

  /**
   * The top of the working tree.
   *
   * @param own the git directory
   * @param at the directory around {@code .git}, or null inside of the repository's own files
   * @return null when there is none
   */
  @Nullable Path topLevel(Path own, @Nullable Path at) {
    String elsewhere = values.get("core.worktree");
    if (TRUE.contains(bare())) {
      return null;
    }
    return elsewhere == null ? at : own.resolve(elsewhere);
  }

  /** Whether the file was understood; one that is missing says nothing. */
  private static boolean parse(Path file, Map<String, String> values) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    String section = "";
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Matcher start = SECTION.matcher(line.strip());
      if (start.matches()) {
        section = start.group(1).toLowerCase(Locale.ROOT);
      } else if (SUBSECTION.matcher(line.strip()).matches()) {
        section = "";
      }
      String rest = start.matches() ? start.group(2) : line;
      if (List.of("core", "extensions").contains(section) && !setting(section, rest, values)) {
        return false;
      }
    }
    return true;
  }

  private static boolean setting(String section, String line, Map<String, String> values) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";") || text.startsWith("[")) {
      return true;
    }
    Matcher setting = SETTING.matcher(text);
    if (!setting.matches()) {
      return false;
    }
    String name = section + "." + setting.group(1).toLowerCase(Locale.ROOT);
    String value = setting.group(2).strip();
    if (section.equals("core") && !COUNTED.contains(name)) {
      return VALUE.matcher(value).matches();
    }
    values.put(name, value);
    return value.chars().noneMatch(c -> c == '"' || c == '\\' || c == '#' || c == ';');
  }
}
