package dev.hera.launcher.git;

import dev.hera.plan.LaunchKey;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a worker and its files.
 *
 * <p>The file {@code pid} decides, once and for all, whether there is a worker: whoever makes it
 * first wins. The worker's own shell makes it with its pid in it before it runs the agent, and ends
 * when it cannot; who finds the run without it and wants it never to happen makes it with {@link
 * #REVOKED} in it.
 */
record Run(LaunchKey key, Path launch, int epoch, int attempt) implements Comparable<Run> {
  private static final Pattern NAME = Pattern.compile("run-(\\d{1,9})-(\\d{1,9})");
  private static final Comparator<Run> ORDER =
      Comparator.comparingInt(Run::epoch).thenComparingInt(Run::attempt);
  private static final String REVOKED = "0";

  /** The run whose files are kept in a launch's directory under this name, if it is that of one. */
  static Optional<Run> find(LaunchKey key, Path launch, String directory) {
    Matcher name = NAME.matcher(directory);
    return name.matches()
        ? Optional.of(
            new Run(key, launch, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  Path directory() {
    return launch.resolve("run-" + epoch + "-" + attempt);
  }

  Path log() {
    return directory().resolve("log");
  }

  Path promptFile() {
    return directory().resolve("prompt.md");
  }

  Path mcpConfig() {
    return directory().resolve("mcp.json");
  }

  /** Whether it is decided if there is a worker. */
  boolean isDecided() {
    return PrivateFiles.read(pidFile()).filter(text -> text.endsWith("\n")).isPresent();
  }

  /** Sees to it that there is no worker, unless there is one already; says which. */
  boolean revoke() {
    return PrivateFiles.createNew(pidFile(), REVOKED + "\n");
  }

  /** The process of the worker's shell, when there is or was one. */
  OptionalLong pid() {
    return number(pidFile())
        .map(Long::parseLong)
        .filter(pid -> pid > 0)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** How the worker ended, when it did and its shell could say so. */
  OptionalInt exitCode() {
    return number(directory().resolve("exit"))
        .map(Integer::parseInt)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** Keeps who the worker is, for {@link WorkerRun}. */
  void describe(String orchestrator, String role, String mcpUrl) {
    PrivateFiles.writeProperties(
        directory().resolve("worker.properties"),
        Map.of("orchestrator", orchestrator, "role", role, "mcpUrl", mcpUrl));
  }

  /** Keeps when the worker's shell started, in the words of a {@link ProcessTable}. */
  void writeStarted(String instant) {
    PrivateFiles.write(directory().resolve("started"), instant + "\n");
  }

  /** What {@link #writeStarted} kept; empty when a crash came before. */
  Optional<String> started() {
    return PrivateFiles.read(directory().resolve("started")).map(String::strip);
  }

  /** Removes the one file that has the worker's token. */
  void forgetToken() {
    PrivateFiles.delete(mcpConfig());
  }

  /** The run with who its worker is, as far as that was kept. */
  WorkerRun described(boolean running) {
    Properties worker =
        PrivateFiles.readProperties(directory().resolve("worker.properties"))
            .orElseGet(Properties::new);
    return new WorkerRun(
        key,
        epoch,
        worker.getProperty("orchestrator", ""),
        worker.getProperty("role", ""),
        worker.getProperty("mcpUrl", ""),
        log(),
        pid(),
        pid().isPresent() ? PrivateFiles.written(pidFile()).orElse(null) : null,
        running,
        exitCode());
  }

  @Override
  public int compareTo(Run other) {
    return ORDER.compare(this, other);
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
