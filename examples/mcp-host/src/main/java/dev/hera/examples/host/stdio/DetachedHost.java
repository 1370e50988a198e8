package dev.hera.examples.host.stdio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a host that goes on when whoever started it ends. */
public final class DetachedHost {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** Where {@code ./hera} names its archive of classes. */
  private static final String ARCHIVE = "hera.archive";

  private static final String LAUNCH_MECHANISM = "jdk.lang.Process.launchMechanism";

  /** Puts its arguments into the background, deaf to the signals of a terminal. */
  private static final String SCRIPT = "log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!";

  private DetachedHost() {}

  /**
   * Starts {@code serve}, and gives its process. Whether it comes to own the state directory is not
   * waited for.
   *
   * @param directory where it runs, which is its project by default
   * @param log takes what it prints
   * @param arguments of {@code serve}
   */
  public static Optional<ProcessHandle> start(Path directory, Path log, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "hera"));
    command.add(log.toString());
    command.add(Files.isExecutable(SETSID) ? SETSID.toString() : "/usr/bin/nohup");
    command.addAll(java());
    command.add("serve");
    command.addAll(arguments);
    Process starting = new ProcessBuilder(command).directory(directory.toFile()).start();
    String pid =
        new String(starting.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    return ProcessHandle.of(Long.parseLong(pid));
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
