package dev.hera.examples.host.stdio;

import dev.hera.launcher.git.GitLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A host that goes on when whoever started it ends. */
public final class DetachedHost {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** Where {@code ./hera} names its archive of classes. */
  private static final String ARCHIVE = "hera.archive";

  private static final String LAUNCH_MECHANISM = "jdk.lang.Process.launchMechanism";

  /** Has its arguments run in the background, deaf to a terminal's signals, and ends as they do. */
  private static final String SCRIPT = "log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & wait $!";

  /** Waits for the host; only the host itself is detached. */
  private final Process shell;

  private DetachedHost(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts {@code serve}. Whether it comes to own the state directory is not waited for.
   *
   * @param directory where it runs, which is its project by default
   * @param log takes what it prints
   * @param arguments of {@code serve}
   */
  public static DetachedHost start(Path directory, Path log, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "hera"));
    command.add(log.toString());
    command.add(Files.isExecutable(SETSID) ? SETSID.toString() : "/usr/bin/nohup");
    command.addAll(java());
    command.add("serve");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeAll(GitLauncher.WORKER_VARIABLES);
    return new DetachedHost(builder.start());
  }

  /** How it ended; empty while it runs. */
  public OptionalInt exitCode() {
    return shell.isAlive() ? OptionalInt.empty() : OptionalInt.of(shell.exitValue());
  }

  /** Cares no more how it ends; it goes on. */
  public void leave() {
    shell.destroy();
  }

  /**
   * This program once more: the same JVM and classes, their archive if it has one, and the way in
   * which it starts helpers.
   */
  private static List<String> java() {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    java.add("--enable-native-access=ALL-UNNAMED");
    Optional.ofNullable(System.getProperty(ARCHIVE))
        .ifPresent(
            archive ->
                java.addAll(
                    List.of(
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off")));
    Optional.ofNullable(System.getProperty(LAUNCH_MECHANISM))
        .ifPresent(chosen -> java.add("-D" + LAUNCH_MECHANISM + "=" + chosen));
    java.addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.add("dev.hera.examples.host.HeraCommand");
    return java;
  }
}
