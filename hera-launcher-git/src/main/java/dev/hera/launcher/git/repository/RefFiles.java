package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.SystemNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the refs of a repository from its files, so that no process is needed to see whether a
 * branch moved. Thread-safe.
 */
public final class RefFiles {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final Pattern NO_NAME =
      Pattern.compile(
          "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|^[./-]|[./]$|\\.lock(/|$)");

  private final Path common;
  private volatile @Nullable Packed packed;

  /**
   * The refs of a repository.
   *
   * @param common the directory that all its worktrees have in common
   */
  public RefFiles(Path common) {
    this.common = common;
  }

  /** Whether a text is the full id of a commit. */
  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  /** Whether a text could be the name of a branch. */
  static boolean isName(String text) {
    return !text.isEmpty() && !NO_NAME.matcher(text).find();
  }

  /** Whether the refs are in these files, and not in tables that only git reads. */
  boolean areHere() {
    return !Files.exists(common.resolve("reftable"));
  }

  /** The object that a ref of this full name is at. */
  Optional<String> find(String ref) {
    if (!SystemNames.isPath(ref)) {
      return listed(common, ref);
    }
    return loose(ref).or(() -> Optional.ofNullable(packed().get(ref)));
  }

  /**
   * The object that a ref is at, as git lists all of its kind: for a name that is neither a path
   * nor an argument in this locale.
   */
  static Optional<String> listed(Path repository, String ref) {
    String kind = ref.substring(0, ref.indexOf('/', "refs/".length()) + 1);
    return Git.in(repository)
        .text("for-each-ref", "--format=%(objectname) %(refname)", kind)
        .lines()
        .filter(line -> line.substring(line.indexOf(' ') + 1).equals(ref))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }

  /** The names of the remotes that have a branch of this name. */
  List<String> remotesWith(String branch) {
    return remotes()
        .filter(remote -> find("refs/remotes/" + remote + "/" + branch).isPresent())
        .sorted()
        .toList();
  }

  private Stream<String> remotes() {
    Stream<String> fromPacked =
        packed().keySet().stream()
            .filter(ref -> ref.startsWith("refs/remotes/"))
            .map(ref -> ref.split("/", 4)[2]);
    String[] loose = common.resolve("refs/remotes").toFile().list();
    return Stream.concat(fromPacked, loose == null ? Stream.empty() : Stream.of(loose)).distinct();
  }

  private Optional<String> loose(String ref) {
    try {
      String text = Files.readString(common.resolve(ref), StandardCharsets.ISO_8859_1).strip();
      if (text.startsWith("ref: ")) {
        String target = text.substring("ref: ".length()).strip();
        return target.equals(ref) ? Optional.empty() : find(target);
      }
      return Optional.of(text).filter(RefFiles::isCommit);
    } catch (FileSystemException e) {
      return absent(ref, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There is no file of this name, or a directory, or a file in place of a directory. */
  private Optional<String> absent(String ref, FileSystemException e) {
    if (e instanceof NoSuchFileException || !Files.isRegularFile(common.resolve(ref))) {
      return Optional.empty();
    }
    throw new UncheckedIOException(e);
  }

  /** The packed refs of one state of their file. */
  private record Packed(Object stamp, Map<String, String> refs) {}

  private Map<String, String> packed() {
    Path file = common.resolve("packed-refs");
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      List<?> stamp = Arrays.asList(now.lastModifiedTime(), now.size(), now.fileKey());
      Packed known = packed;
      if (known == null || !known.stamp().equals(stamp)) {
        known = new Packed(stamp, parse(Files.readString(file, StandardCharsets.UTF_8)));
        packed = known;
      }
      return Objects.requireNonNull(known).refs();
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> refs = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank > 0 && isCommit(line.substring(0, blank))) {
        refs.put(line.substring(blank + 1), line.substring(0, blank));
      }
    }
    return refs;
  }
}
