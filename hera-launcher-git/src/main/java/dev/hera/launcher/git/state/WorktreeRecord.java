package dev.hera.launcher.git.state;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What was made for a launch: its worktree, and where its branch stands.
 *
 * @param repository what the worktrees of the project's repository have in common; null in old
 *     records
 * @param base the commit that the worktree stands on
 * @param tip the commit that the branch was at when it was complete: the base, or the last merge
 * @param complete whether checkout and merges are done; before, no worker ever worked there
 */
public record WorktreeRecord(
    String project,
    @Nullable Path repository,
    Path worktree,
    String branch,
    String base,
    String tip,
    boolean complete) {

  /** The record with the worktree made and its branch at {@code newTip}. */
  public WorktreeRecord completedAt(String newTip) {
    return new WorktreeRecord(project, repository, worktree, branch, base, newTip, true);
  }

  Map<String, String> toProperties() {
    return Map.of(
        "project", project,
        "repository", Objects.toString(repository, ""),
        "worktree", worktree.toString(),
        "branch", branch,
        "base", base,
        "tip", tip,
        "complete", Boolean.toString(complete));
  }

  /**
   * @throws IllegalStateException when one is missing
   */
  static WorktreeRecord of(Properties properties) {
    return new WorktreeRecord(
        value(properties, "project"),
        repository(properties),
        Path.of(value(properties, "worktree")),
        value(properties, "branch"),
        value(properties, "base"),
        value(properties, "tip"),
        Boolean.parseBoolean(value(properties, "complete")));
  }

  private static @Nullable Path repository(Properties properties) {
    String repository = properties.getProperty("repository", "");
    return repository.isEmpty() ? null : Path.of(repository);
  }

  private static String value(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the record of a launch lacks its " + name);
    }
    return value;
  }
}
