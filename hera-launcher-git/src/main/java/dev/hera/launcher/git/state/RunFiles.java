package dev.hera.launcher.git.state;

import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.SessionEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a worker and its files.
 *
 * <p>The file {@code pid} decides, once and for all, whether there is a worker: whoever makes it
 * first wins. The worker's own shell makes it with its pid in it before it runs the agent, and ends
 * when it cannot; who finds the run without it and wants it never to happen makes it with {@link
 * #REVOKED} in it. On a full disk, and when its maker is killed, the file may stay without the end
 * of its line: then nothing is decided, and nobody but the one who made it can go on.
 */
public record RunFiles(LaunchKey key, Path launch, int epoch, int attempt)
    implements Comparable<RunFiles> {
  private static final Pattern NAME = Pattern.compile("run-(\\d{1,9})-(\\d{1,9})");
  private static final Comparator<RunFiles> ORDER =
      Comparator.comparingInt(RunFiles::epoch).thenComparingInt(RunFiles::attempt);
  private static final String REVOKED = "0";
  private static final String TOKEN_FILE = "mcp.json";
  private static final int FIRST_OF_SIGNALS = 128;
  private static final int LAST_SIGNAL = 64;

  /** Who a worker is, and where it reaches Hera; empty where that was not kept. */
  public record Worker(String orchestrator, String role, String mcpUrl) {}

  /** The run whose files are kept in a launch's directory under this name, if it is that of one. */
  static Optional<RunFiles> find(LaunchKey key, Path launch, String directory) {
    Matcher name = NAME.matcher(directory);
    return name.matches()
        ? Optional.of(
            new RunFiles(
                key, launch, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  public Path directory() {
    return launch.resolve("run-" + epoch + "-" + attempt);
  }

  public Path log() {
    return directory().resolve("log");
  }

  public Path promptFile() {
    return directory().resolve("prompt.md");
  }

  public Path mcpConfig() {
    return directory().resolve(TOKEN_FILE);
  }

  /** Whether it is decided if there is a worker. */
  public boolean isDecided() {
    return PrivateFiles.read(pidFile()).filter(text -> text.endsWith("\n")).isPresent();
  }

  /** Sees to it that there is no worker, unless there is one already; says which. */
  public boolean revoke() {
    return PrivateFiles.createNew(pidFile(), REVOKED + "\n");
  }

  /**
   * Sees to it that there is no worker, where the deciding file has not the end of its line. To be
   * called only when it is certain that whoever made the file does not go on.
   */
  public void revokeTorn() {
    PrivateFiles.write(pidFile(), REVOKED + "\n");
  }

  /** Removes its files, unless it is decided whether there is a worker. */
  public void discardUndecided() {
    if (isDecided()) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory())) {
      all.sorted(Comparator.reverseOrder()).forEach(PrivateFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the deciding file was made or written, if there is one. */
  public Optional<Instant> claimed() {
    return PrivateFiles.written(pidFile());
  }

  /** The process of the worker's shell, when there is or was one. */
  public OptionalLong pid() {
    return number(pidFile())
        .map(Long::parseLong)
        .filter(pid -> pid > 0)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** How the worker ended, when it did and its shell could say so. */
  public OptionalInt exitCode() {
    return number(exitFile())
        .map(Integer::parseInt)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** Keeps that somebody had the worker stopped. */
  public void markStopped() {
    PrivateFiles.createNew(directory().resolve("stopped"), "");
  }

  /** What is known of the end of its worker. */
  public SessionEnd end() {
    OptionalInt exitCode = exitCode();
    return new SessionEnd(
        exitCode,
        signal(exitCode),
        Files.exists(directory().resolve("stopped")),
        length(),
        log().toString(),
        LogEnd.lastLine(log()).orElse(null));
  }

  /** A shell gives 128 and the number of the signal that ended its command. */
  private static OptionalInt signal(OptionalInt exitCode) {
    int signal = exitCode.orElse(0) - FIRST_OF_SIGNALS;
    return signal > 0 && signal <= LAST_SIGNAL ? OptionalInt.of(signal) : OptionalInt.empty();
  }

  /** From the run's start to its last sign of life, as the times of its files tell. */
  private @Nullable Duration length() {
    Optional<Instant> start = claimed();
    Optional<Instant> end = PrivateFiles.written(exitFile()).or(() -> PrivateFiles.written(log()));
    if (start.isEmpty() || end.isEmpty()) {
      return null;
    }
    Duration length = Duration.between(start.get(), end.get());
    return length.isNegative() ? Duration.ZERO : length;
  }

  /** Keeps who the worker is, for {@link #worker}. */
  public void describe(String orchestrator, String role, String mcpUrl) {
    PrivateFiles.writeProperties(
        directory().resolve("worker.properties"),
        Map.of("orchestrator", orchestrator, "role", role, "mcpUrl", mcpUrl));
  }

  /** Keeps when the worker's shell started, in words that stay the same while it runs. */
  public void writeStarted(String instant) {
    PrivateFiles.write(directory().resolve("started"), instant + "\n");
  }

  /** What {@link #writeStarted} kept; empty when a crash came before. */
  public Optional<String> started() {
    return PrivateFiles.read(directory().resolve("started")).map(String::strip);
  }

  /** Removes the one file that has the worker's token, and what was to become that file. */
  public void forgetToken() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), TOKEN_FILE + "*")) {
      files.forEach(PrivateFiles::delete);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@link #describe} kept. */
  public Worker worker() {
    Properties kept =
        PrivateFiles.readProperties(directory().resolve("worker.properties"))
            .orElseGet(Properties::new);
    return new Worker(
        kept.getProperty("orchestrator", ""),
        kept.getProperty("role", ""),
        kept.getProperty("mcpUrl", ""));
  }

  /** When the worker's shell said its pid, when there is or was one. */
  public Optional<Instant> since() {
    return pid().isPresent() ? claimed() : Optional.empty();
  }

  @Override
  public int compareTo(RunFiles other) {
    return ORDER.compare(this, other);
  }

  private Path exitFile() {
    return directory().resolve("exit");
  }

  private Path pidFile() {
    return directory().resolve("pid");
  }

  private static Optional<String> number(Path file) {
    return PrivateFiles.read(file)
        .filter(text -> text.endsWith("\n"))
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9'));
  }
}
