package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What git writes down of each commit that a worktree comes to. Git removes it with the worktree;
 * so that it is known also then where the work ended, it gets a second name among the launch's own
 * files.
 */
public final class HeadLog {
  private static final Logger LOG = LoggerFactory.getLogger(HeadLog.class);

  private final Path file;

  /** The log that has this second name. */
  public HeadLog(Path file) {
    this.file = file;
  }

  /** Gives the log of a worktree its second name; without one nothing but the branch can tell. */
  public void keep(Path worktree) {
    try {
      Path logs = gitDirectory(worktree).resolve("logs");
      Path log = logs.resolve("HEAD");
      if (!Files.exists(log)) {
        PrivateFiles.createDirectories(logs);
        Files.createFile(log);
      }
      PrivateFiles.narrow(log);
      Files.deleteIfExists(file);
      Files.createLink(file, log);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("the log of a worktree cannot be kept beside it: {}", e.toString());
    }
  }

  /** The commit that the worktree was at last. */
  public Optional<String> lastCommit() {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      String[] words = lines.get(lines.size() - 1).split(" ", 3);
      return Optional.of(words)
          .filter(w -> w.length == 3)
          .map(w -> w[1])
          .filter(RefFiles::isCommit);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Where git keeps what it knows of one worktree. */
  private static Path gitDirectory(Path worktree) throws IOException {
    String text = Files.readString(worktree.resolve(".git"), StandardCharsets.UTF_8).strip();
    if (!text.startsWith("gitdir: ")) {
      throw new IOException("not a linked worktree");
    }
    return worktree.resolve(text.substring("gitdir: ".length()));
  }
}
