package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.CurrentUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repository around a directory as git does, by the same files in the same order, for
 * repositories that are plain: of the user who runs this process, and with settings that are known
 * here. Of others it says that it is not sure.
 */
public final class GitFiles {
  private static final String GIT = ".git";
  private static final String GITDIR = "gitdir: ";
  private static final String REF = "ref:";
  private static final String HEADS = "refs/heads/";
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

  /** What was found. */
  public sealed interface Look {

    /** Certain: in this working tree, or in none. */
    record Known(Optional<WorkingTree> tree) implements Look {}

    /** The directory is in what was a worktree, at this top, of a repository that is gone. */
    record Broken(Path top) implements Look {}

    /** Only git can tell. */
    record Unsure() implements Look {}
  }

  private GitFiles() {}

  /**
   * Looks at a directory and those above it.
   *
   * @param directory the real path of an existing directory
   */
  public static Look look(Path directory) {
    try {
      Object device = device(directory);
      for (Path at = directory; at != null; at = at.getParent()) {
        if (!Objects.equals(device, device(at))) {
          return new Look.Known(Optional.empty());
        }
        Optional<Look> here = lookAt(at);
        if (here.isPresent()) {
          return here.get();
        }
      }
      return new Look.Known(Optional.empty());
    } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
      return new Look.Unsure();
    }
  }

  private static Optional<Look> lookAt(Path at) throws IOException {
    Path git = at.resolve(GIT);
    if (Files.isRegularFile(git)) {
      return Optional.of(linked(at, git));
    }
    if (isRepository(git)) {
      return Optional.of(tree(at, git.toRealPath(), git, at));
    }
    return isRepository(at) ? Optional.of(tree(null, at, at)) : Optional.empty();
  }

  /** A worktree, a submodule, or a repository whose own files are elsewhere. */
  private static Look linked(Path at, Path git) throws IOException {
    String text = Files.readString(git, StandardCharsets.UTF_8);
    if (!text.startsWith(GITDIR)) {
      return new Look.Unsure();
    }
    Path own = at.resolve(text.substring(GITDIR.length()).stripTrailing());
    return isRepository(own) ? tree(at, own.toRealPath(), git, own, at) : new Look.Broken(at);
  }

  /**
   * @param at the directory around its {@code .git}; null inside the repository's own files
   * @param owned what git trusts only when it is the user's own
   */
  private static Look tree(@Nullable Path at, Path own, Path... owned) throws IOException {
    Path common = common(own);
    for (Path path : owned) {
      if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(CurrentUser.PRINCIPAL)) {
        return new Look.Unsure();
      }
    }
    Optional<GitSettings> settings = GitSettings.read(own, common);
    if (settings.isEmpty()) {
      return new Look.Unsure();
    }
    Path top = settings.get().topLevel(own, at);
    return new Look.Known(
        Optional.of(
            new WorkingTree(
                Optional.ofNullable(top == null ? null : top.toRealPath()),
                own,
                common.toRealPath())));
  }

  private static Path common(Path own) throws IOException {
    Path file = own.resolve("commondir");
    return Files.isRegularFile(file)
        ? own.resolve(Files.readString(file, StandardCharsets.UTF_8).stripTrailing())
        : own;
  }

  private static boolean isRepository(Path directory) throws IOException {
    if (!hasHead(directory)) {
      return false;
    }
    Path common = common(directory);
    return Files.isExecutable(common.resolve("objects"))
        && Files.isExecutable(common.resolve("refs"));
  }

  private static boolean hasHead(Path directory) throws IOException {
    Path head = directory.resolve("HEAD");
    if (Files.isSymbolicLink(head)) {
      return Files.readSymbolicLink(head).startsWith("refs");
    }
    if (!Files.isRegularFile(head)) {
      return false;
    }
    String text = Files.readString(head, StandardCharsets.UTF_8);
    return OBJECT.matcher(text.strip()).matches()
        || (text.startsWith(REF) && text.substring(REF.length()).strip().startsWith("refs/"));
  }

  /** The branch that is checked out in a working tree with this git directory. */
  static Optional<String> branch(Path gitDirectory) {
    try {
      Path head = gitDirectory.resolve("HEAD");
      String reference =
          Files.isSymbolicLink(head)
              ? Files.readSymbolicLink(head).toString()
              : reference(Files.readString(head, StandardCharsets.UTF_8));
      return reference.startsWith(HEADS)
          ? Optional.of(reference.substring(HEADS.length()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String reference(String head) {
    return head.startsWith(REF) ? head.substring(REF.length()).strip() : "";
  }

  private static Object device(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:dev");
  }
}
