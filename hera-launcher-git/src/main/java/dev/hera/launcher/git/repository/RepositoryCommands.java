package dev.hera.launcher.git.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that a repository's own configuration has git run: filters, merge drivers, helpers
 * for passwords and connections. They are as unwelcome as its hooks (H2), so the user's own take
 * their place, or none. Hooks of any configuration, which git 2.54 knows, are switched off.
 *
 * <p>A tree's {@code .gitattributes} only names them; what they run stands in the configuration.
 */
public final class RepositoryCommands {
  private static final Pattern NONE = Pattern.compile("(?!)");
  private static final Set<String> OF_REPOSITORY = Set.of("local", "worktree");

  /** What git does by itself with files that no driver is named for. */
  private static final String BUILT_IN_MERGE = "git merge-file -q --marker-size=%L %A %O %B";

  /** With the settings that name a command for it which cannot be replaced. */
  private static final SortedMap<String, Pattern> PROTOCOLS =
      new TreeMap<>(
          Map.of(
              "file", Pattern.compile("remote\\..*\\.uploadpack"),
              "git", Pattern.compile("core\\.gitproxy"),
              "http", NONE,
              "https", NONE,
              "ssh", NONE));

  /** One setting that takes the place of the repository's. */
  record Setting(String key, String value) {}

  private final Map<String, List<String>> users = new LinkedHashMap<>();
  private final Set<String> repositorys = new TreeSet<>();

  /**
   * Reads a configuration.
   *
   * @param list what {@code git config --list --show-scope -z} gives
   */
  public RepositoryCommands(String list) {
    String[] parts = list.split("\0", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      int end = parts[i + 1].indexOf('\n');
      String key = end < 0 ? parts[i + 1] : parts[i + 1].substring(0, end);
      String value = end < 0 ? "" : parts[i + 1].substring(end + 1);
      if (OF_REPOSITORY.contains(parts[i])) {
        repositorys.add(key);
      } else if (!parts[i].equals("command")) {
        users.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
      }
    }
  }

  /** The settings to run git with. */
  List<Setting> replacements() {
    List<Setting> replacements = new ArrayList<>(withoutHooks());
    for (String key : repositorys) {
      String kind = kind(key);
      if (kind.startsWith("credential.")) {
        replacements.add(new Setting(key, ""));
        users.getOrDefault(key, List.of()).forEach(v -> replacements.add(new Setting(key, v)));
      } else if (!kind.isEmpty()) {
        List<String> own = users.getOrDefault(key, List.of());
        String value = own.isEmpty() ? none(kind) : own.get(own.size() - 1);
        replacements.add(new Setting(key, value));
      }
    }
    return replacements;
  }

  /**
   * The protocols by which git may reach other repositories: those that it speaks itself, without
   * those for which the repository names a command. Of two such commands git takes the first, so
   * nothing could take its place.
   */
  String protocols() {
    return PROTOCOLS.entrySet().stream()
        .filter(protocol -> repositorys.stream().noneMatch(protocol.getValue().asMatchPredicate()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(":"));
  }

  private List<Setting> withoutHooks() {
    return Stream.concat(repositorys.stream(), users.keySet().stream())
        .filter(key -> key.startsWith("hook.") && key.endsWith(".command"))
        .distinct()
        .map(key -> new Setting(key.substring(0, key.lastIndexOf('.')) + ".enabled", "false"))
        .toList();
  }

  /** The filters of the repository that are not run, by name. */
  public Set<String> filters() {
    Set<String> names = new TreeSet<>();
    for (String key : repositorys) {
      String kind = kind(key);
      if (Set.of("filter.smudge", "filter.process").contains(kind) && !users.containsKey(key)) {
        names.add(key.substring("filter.".length(), key.lastIndexOf('.')));
      }
    }
    return names;
  }

  /** Which kind of command a key is for; empty for all other keys. */
  private static String kind(String key) {
    int first = key.indexOf('.');
    int last = key.lastIndexOf('.');
    String kind =
        (key.substring(0, Math.max(0, first)) + key.substring(Math.max(0, last)))
            .toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "filter.clean",
          "filter.smudge",
          "filter.process",
          "filter.required",
          "merge.driver",
          "credential.helper",
          "core.sshcommand",
          "core.askpass",
          "core.alternaterefscommand" ->
          kind;
      default -> "";
    };
  }

  private static String none(String kind) {
    return switch (kind) {
      case "filter.required" -> "false";
      case "merge.driver" -> BUILT_IN_MERGE;
      case "core.sshcommand" -> "ssh";
      case "core.alternaterefscommand" -> "true";
      default -> "";
    };
  }
}
