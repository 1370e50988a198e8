package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.system.SystemNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The submodules of a worktree. They are checked out from what the repository already has of them
 * on this machine; nothing is fetched.
 */
final class Submodules {
  private static final Logger LOG = LoggerFactory.getLogger(Submodules.class);

  private final Worktree worktree;

  Submodules(Worktree worktree) {
    this.worktree = worktree;
  }

  /** Checks out those that the repository has, also those within them; the others stay empty. */
  void initialise(Repository repository) {
    initialise(
        worktree.directory(),
        repository.commonDirectory().resolve("modules"),
        repository.directory());
  }

  /**
   * @param top the directory whose submodules are meant
   * @param modules where the repository keeps its own copies of them
   * @param checkout where the user has them checked out, perhaps with a repository of their own
   */
  private void initialise(Path top, Path modules, Path checkout) {
    Map<String, String> paths = paths(top);
    paths.entrySet().removeIf(entry -> !isNameable(entry.getKey(), entry.getValue()));
    paths.forEach(
        (name, path) ->
            source(modules.resolve(name), checkout.resolve(path))
                .filter(source -> checkOut(top, name, path, source))
                .ifPresent(
                    source ->
                        initialise(
                            top.resolve(path), source.resolve("modules"), checkout.resolve(path))));
  }

  private static Optional<Path> source(Path module, Path checkout) {
    if (Files.isDirectory(module.resolve("objects"))) {
      return Optional.of(module);
    }
    return Optional.of(checkout.resolve(".git")).filter(git -> Files.isDirectory(git));
  }

  private boolean checkOut(Path top, String name, String path, Path source) {
    Git.Result updated =
        Git.in(top)
            .slow()
            .local()
            .with("submodule." + name + ".url", source.toString())
            .with("submodule." + name + ".active", "true")
            .run(
                "submodule",
                "--quiet",
                "update",
                "--checkout",
                "--no-recommend-shallow",
                "--",
                path);
    if (!updated.succeeded()) {
      LOG.info("submodule {} was not checked out: {}", name, updated.errors().strip());
    }
    return updated.succeeded();
  }

  /** What a worker should know of those that are empty. */
  List<String> remarks() {
    List<String> empty = new ArrayList<>();
    addEmpty(worktree.directory(), "", empty);
    return empty.isEmpty()
        ? List.of()
        : List.of(
            ("The submodules %s are empty in the worktree, because this machine does not have their"
                    + " commits: git submodule update --init fetches them.")
                .formatted(String.join(", ", empty)));
  }

  private void addEmpty(Path top, String prefix, List<String> empty) {
    for (String path : paths(top).values()) {
      if (isNameable("", path) && Files.exists(top.resolve(path).resolve(".git"))) {
        addEmpty(top.resolve(path), prefix + path + "/", empty);
      } else {
        empty.add(prefix + path);
      }
    }
  }

  /** The submodules that a tree has, each by its name with its path. */
  private Map<String, String> paths(Path top) {
    Map<String, String> paths = new LinkedHashMap<>();
    if (!Files.isRegularFile(top.resolve(".gitmodules"))) {
      return paths;
    }
    Git git = Git.in(top);
    Git.Result listed =
        git.run("config", "-z", "--file", ".gitmodules", "--get-regexp", "^submodule\\..*\\.path$");
    for (String entry : listed.text().split("\0", -1)) {
      int end = entry.indexOf('\n');
      if (end > 0) {
        String key = entry.substring(0, end);
        String name = key.substring("submodule.".length(), key.length() - ".path".length());
        String path = entry.substring(end + 1);
        if (!isNameable(name, path)
            || (isWithin(top, path) && isSafe(name) && isGitlink(git, path))) {
          paths.put(name, path);
        }
      }
    }
    return paths;
  }

  /** Whether the host's locale has the letters for it. */
  private static boolean isNameable(String name, String path) {
    return SystemNames.isPath(name + path) && SystemNames.isArgument(name + path);
  }

  private static boolean isWithin(Path top, String path) {
    try {
      Path real = top.toRealPath();
      Path parent = top.resolve(path).normalize().getParent();
      return !path.startsWith("-") && parent != null && parent.toRealPath().startsWith(real);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSafe(String name) {
    return !name.isEmpty() && !Path.of(name).isAbsolute() && !name.contains("..");
  }

  private static boolean isGitlink(Git git, String path) {
    return git.run("ls-files", "--stage", "--", ":(literal)" + path).text().startsWith("160000 ");
  }
}
