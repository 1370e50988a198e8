package dev.hera.launcher.git.agent;

import dev.hera.launcher.git.repository.Git;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's name and address for commits, as variables, for agents whose shell hides the user's
 * own settings of git.
 */
public final class GitIdentity {
  private GitIdentity() {}

  /** Those that the settings which apply in a worktree give. */
  public static Map<String, String> variables(Path worktree) {
    Map<String, String> variables = new LinkedHashMap<>();
    put(variables, "NAME", setting(worktree, "user.name"));
    put(variables, "EMAIL", setting(worktree, "user.email"));
    return variables;
  }

  private static void put(Map<String, String> variables, String what, Optional<String> value) {
    value.ifPresent(
        text -> {
          variables.put("GIT_AUTHOR_" + what, text);
          variables.put("GIT_COMMITTER_" + what, text);
        });
  }

  /** Of the values that git lists, the last is the one of Hera's own calls. */
  private static Optional<String> setting(Path worktree, String name) {
    List<String> values = Git.in(worktree).run("config", "--get-all", name).text().lines().toList();
    return values.size() < 2 ? Optional.empty() : Optional.of(values.get(values.size() - 2));
  }
}
