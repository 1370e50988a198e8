package dev.hera.examples.host.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A git working tree, as the demonstration needs one. */
record WorkTree(Path directory) {
  private static final List<String> GIT =
      List.of(
          "git",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "commit.gpgSign=false",
          "-c",
          "user.name=Hera demo",
          "-c",
          "user.email=demo@localhost");

  /** A new repository with one commit on {@code main}. */
  static WorkTree create(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    WorkTree tree = new WorkTree(directory);
    tree.git("init", "--quiet", "--initial-branch=main", "--template=");
    tree.commit("README.md", "A throw-away shop.\n");
    return tree;
  }

  /** The committed files, in the order of their names. */
  List<String> files() throws IOException, InterruptedException {
    return git("ls-files").lines().toList();
  }

  void commit(String file, String text) throws IOException, InterruptedException {
    Files.writeString(directory.resolve(file), text);
    git("add", "--", file);
    git("commit", "--quiet", "--message", "Write " + file);
  }

  /** The text of a file on a branch, if it is there. */
  Optional<String> show(String branch, String file) throws IOException, InterruptedException {
    boolean there = git("ls-tree", "--name-only", branch).lines().anyMatch(file::equals);
    return there ? Optional.of(git("show", branch + ":" + file)) : Optional.empty();
  }

  /** Whether a branch has all commits of another one. */
  boolean contains(String branch, String other) throws IOException, InterruptedException {
    return git("branch", "--list", "--format=%(refname:short)", "--contains", other)
        .lines()
        .anyMatch(branch::equals);
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(GIT);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("git " + arguments[0] + " failed: " + output.strip());
    }
    return output;
  }
}
