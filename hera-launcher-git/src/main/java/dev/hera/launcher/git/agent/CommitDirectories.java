package dev.hera.launcher.git.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directories that a commit in a worktree writes, for agents in a sandbox. */
public final class CommitDirectories {
  private static final String POINTER = "gitdir:";

  private CommitDirectories() {}

  /** As a JSON array of texts, which is also one of TOML. */
  public static String json(Path worktree) {
    return list(worktree).stream()
        .map(directory -> McpConfig.quoted(directory.toString()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The worktree's own git directory, and the one that it shares with the repository. */
  private static List<Path> list(Path worktree) {
    try {
      Path git = worktree.resolve(".git");
      if (!Files.isRegularFile(git)) {
        return List.of(git);
      }
      String pointer = Files.readString(git).strip();
      Path own = worktree.resolve(pointer.substring(POINTER.length()).strip()).normalize();
      Path shared = own.resolve(Files.readString(own.resolve("commondir")).strip()).normalize();
      return Stream.of(own, shared).distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
