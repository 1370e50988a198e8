package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.GitFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a branch changes, for people who look. Changes nothing and runs none of a repository's
 * commands.
 */
public final class BranchChanges {
  private static final int MOST = 500;

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private BranchChanges() {}

  /**
   * A changed file.
   *
   * @param added how many lines; -1 for a file that is no text
   * @param deleted how many lines; -1 for a file that is no text
   */
  public record FileChange(String path, int added, int deleted) {}

  /**
   * The files that a branch changed since it left its base, in path order, at most {@value #MOST}.
   *
   * @param directory a working tree of the repository
   * @param base a branch, or the full id of a commit
   * @param branch likewise
   * @return empty when git cannot tell, for instance because a branch is gone
   */
  public static Optional<List<FileChange>> between(Path directory, String base, String branch) {
    try {
      String text =
          Git.in(directory)
              .slow()
              .text(
                  "diff",
                  "--numstat",
                  "-z",
                  "--no-renames",
                  "--no-ext-diff",
                  "--no-textconv",
                  revision(base) + "..." + revision(branch),
                  "--");
      return Optional.of(parsed(text));
    } catch (GitFailedException e) {
      return Optional.empty();
    }
  }

  private static String revision(String name) {
    return COMMIT.matcher(name).matches() ? name : "refs/heads/" + name;
  }

  /** Lines {@code added TAB deleted TAB path}, each ended by a NUL; a dash for no number. */
  private static List<FileChange> parsed(String text) {
    List<FileChange> files = new ArrayList<>();
    for (String line : text.split("\0", -1)) {
      String[] parts = line.split("\t", 3);
      if (parts.length == 3 && files.size() < MOST) {
        files.add(new FileChange(parts[2], number(parts[0]), number(parts[1])));
      }
    }
    return List.copyOf(files);
  }

  private static int number(String text) {
    return text.equals("-") ? -1 : Integer.parseInt(text);
  }
}
