package dev.hera.launcher.git.state;

import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.plan.LaunchKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a launcher keeps on disk, below the host's state directory: {@code worktrees}, and in {@code
 * launches} one directory for each launch key.
 */
public final class StateDirectory {
  /** The directory of the worktrees, within the state directory. */
  public static final String WORKTREES = "worktrees";

  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final Path root;

  private StateDirectory(Path root) {
    this.root = root;
  }

  /**
   * Makes what is missing of it.
   *
   * @throws IOException when it cannot be written
   * @throws UncheckedIOException likewise
   */
  public static StateDirectory open(Path directory) throws IOException {
    PrivateFiles.createDirectories(directory.toAbsolutePath());
    StateDirectory state = new StateDirectory(directory.toRealPath());
    PrivateFiles.createDirectories(state.worktrees());
    PrivateFiles.createDirectories(state.launches());
    Files.delete(Files.createTempFile(state.launches(), "probe", ""));
    return state;
  }

  /** What is kept below a directory, which may be missing; nothing is made. */
  public static StateDirectory at(Path directory) {
    return new StateDirectory(directory.toAbsolutePath());
  }

  /** Its real path. */
  public Path root() {
    return root;
  }

  public Path worktrees() {
    return root.resolve(WORKTREES);
  }

  /**
   * What is kept of one launch.
   *
   * @throws IllegalArgumentException when the key is not made as keys are
   */
  public LaunchFiles launch(LaunchKey key) {
    if (!KEY.matcher(key.value()).matches()) {
      throw new IllegalArgumentException("not a launch key");
    }
    return new LaunchFiles(key, launches().resolve(key.value()));
  }

  /** All launches of which something is kept, by key. */
  public List<LaunchFiles> all() {
    if (!Files.isDirectory(launches())) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(launches())) {
      return directories
          .map(directory -> directory.getFileName().toString())
          .filter(KEY.asMatchPredicate())
          .sorted()
          .map(key -> launch(new LaunchKey(key)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last run of every launch that had one, by key. */
  public List<RunFiles> lastRuns() {
    return all().stream().flatMap(files -> files.lastRun().stream()).toList();
  }

  private Path launches() {
    return root.resolve("launches");
  }
}
