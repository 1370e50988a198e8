package dev.hera.launcher.git.state;

import dev.hera.launcher.git.repository.HeadLog;
import dev.hera.launcher.git.system.LockFile;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.plan.LaunchKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is kept of one launch: where its worker works, and one directory for each run of it. */
public final class LaunchFiles {
  /** How long a start, a stop and a look wait for one another; a start may check out a lot. */
  public static final Duration LOCK_LIMIT = Duration.ofMinutes(10);

  /** More than the files that a cut makes. */
  private static final int DELETE_TRIES = 10;

  private final LaunchKey key;
  private final Path directory;

  public LaunchFiles(LaunchKey key, Path directory) {
    this.key = key;
    this.directory = directory;
  }

  public LaunchKey key() {
    return key;
  }

  public boolean exist() {
    return Files.isDirectory(directory);
  }

  /**
   * Makes the directory if it is missing, and keeps others, of this process or another, from
   * starting, stopping or judging this launch's worker.
   */
  public LockFile lock(Duration limit) {
    PrivateFiles.createDirectories(directory);
    return LockFile.acquire(directory.resolve("lock"), limit);
  }

  /** Does the work while it has the {@link #lock}. */
  public <T> T locked(Duration limit, Supplier<T> work) {
    PrivateFiles.createDirectories(directory);
    return LockFile.whileHeld(directory.resolve("lock"), limit, work);
  }

  public Optional<WorktreeRecord> worktreeRecord() {
    return PrivateFiles.readProperties(recordFile()).map(WorktreeRecord::of);
  }

  public void write(WorktreeRecord made) {
    PrivateFiles.writeProperties(recordFile(), made.toProperties());
  }

  public void forgetWorktree() {
    PrivateFiles.delete(recordFile());
  }

  /** What is kept of the commits that the launch's worktree came to. */
  public HeadLog headLog() {
    return new HeadLog(directory.resolve("head-log"));
  }

  /** The run that was made last. */
  public Optional<RunFiles> lastRun() {
    return runs().stream().max(Comparator.naturalOrder());
  }

  /** Whether a worker ever ran for this launch, so that what lies in its worktree is its work. */
  public boolean wasUsed() {
    return runs().stream().anyMatch(run -> run.pid().isPresent());
  }

  /** A new run of an epoch, with its directory. */
  public RunFiles newRun(int epoch) {
    int attempt =
        1
            + runs().stream()
                .filter(run -> run.epoch() == epoch)
                .mapToInt(RunFiles::attempt)
                .max()
                .orElse(0);
    RunFiles run = new RunFiles(key, directory, epoch, attempt);
    PrivateFiles.createDirectories(run.directory());
    return run;
  }

  /** Forgets the launch, its logs included. */
  public void deleteAll() {
    for (int tries = 1; exist(); tries++) {
      try {
        deleteWhatIsThere();
      } catch (UncheckedIOException e) {
        // A cut of the log that goes on in another process may have added a file.
        if (tries == DELETE_TRIES) {
          throw e;
        }
      }
    }
  }

  private void deleteWhatIsThere() {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(PrivateFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<RunFiles> runs() {
    if (!exist()) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(directory)) {
      return names
          .flatMap(name -> RunFiles.find(key, directory, name.getFileName().toString()).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path recordFile() {
    return directory.resolve("site.properties");
  }
}
