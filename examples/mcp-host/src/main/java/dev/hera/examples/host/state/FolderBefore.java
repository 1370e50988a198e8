package dev.hera.examples.host.state;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a state directory was before a host took it.
 *
 * @param missing the directory and its parents, as far as they were missing, the innermost first
 * @param kept the names of what hosts make there, as far as it was there
 */
record FolderBefore(List<Path> missing, Set<String> kept) {
  private static final String LIBRARIES = "native";

  /** What a host makes before it knows that it can run; the store is not its to remove. */
  private static final List<String> MADE =
      List.of(
          LIBRARIES,
          "launches",
          "worktrees",
          "operator.token",
          "host.id",
          "port",
          "store",
          Owner.FILE);

  FolderBefore {
    missing = List.copyOf(missing);
    kept = Set.copyOf(kept);
  }

  static FolderBefore look(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    return new FolderBefore(
        Stream.iterate(absolute, path -> path != null && Files.notExists(path), Path::getParent)
            .toList(),
        MADE.stream()
            .filter(name -> Files.exists(absolute.resolve(name)))
            .collect(Collectors.toSet()));
  }

  /** Removes what was made since, and nothing in which somebody else put something. */
  void restore(Path root) throws IOException {
    if (!missing.isEmpty()) {
      HostFiles.deleteTree(root);
      for (Path made : missing) {
        deleteIfEmpty(made);
      }
      return;
    }
    for (String name : MADE) {
      if (!kept.contains(name)) {
        delete(root.resolve(name));
      }
    }
  }

  private static void delete(Path made) throws IOException {
    if (made.endsWith(LIBRARIES) && Files.isDirectory(made)) {
      HostFiles.deleteTree(made);
    }
    deleteIfEmpty(made);
  }

  private static void deleteIfEmpty(Path made) throws IOException {
    try {
      Files.delete(made);
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // It was not made, or somebody uses it.
    }
  }
}
