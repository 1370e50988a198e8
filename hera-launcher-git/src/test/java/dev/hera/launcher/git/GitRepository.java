package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real repository for tests, with one commit on {@code main}. */
public final class GitRepository {
  private final Path directory;

  private GitRepository(Path directory) {
    this.directory = directory;
  }

  public static GitRepository create(Path directory) {
    try {
      Files.createDirectories(directory);
      GitRepository repository = new GitRepository(directory.toRealPath());
      repository.git("init", "--quiet", "--initial-branch=main");
      repository.commit("README.md", "first\n");
      return repository;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path directory() {
    return directory;
  }

  public String git(String... arguments) {
    return gitIn(directory, arguments);
  }

  public static String gitIn(Path directory, String... arguments) {
    return Git.in(directory).local().text(arguments);
  }

  public void commit(String file, String content) {
    commitIn(directory, file, content);
  }

  static void commitIn(Path worktree, String file, String content) {
    write(worktree.resolve(file), content);
    gitIn(worktree, "add", "--all");
    gitIn(worktree, "commit", "--quiet", "-m", "change " + file);
  }

  /** A branch off {@code from} with one commit that changes one file. */
  public void branch(String name, String from, String file, String content) {
    git("checkout", "--quiet", "-b", name, from);
    commit(file, content);
    git("checkout", "--quiet", "main");
  }

  public static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
