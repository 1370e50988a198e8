package dev.hera.launcher.git;

import dev.hera.spi.LaunchException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a worker's process so that it outlives its host (H1): in a session of its own, which no
 * key of the host's terminal reaches, with a file for its output and a shell around it that keeps
 * its exit code.
 *
 * <p>The shell's script is a constant. Directory, program and arguments are its parameters, which
 * it passes on as they are; no shell ever reads them as text.
 */
final class WorkerProcess {
  /**
   * Claims the run by its pid file, runs the agent, keeps its exit code. The signals have empty
   * handlers rather than being ignored, so that the agent inherits none of it and the shell lives
   * to see the agent end.
   */
  private static final String SCRIPT =
      """
      set -C
      echo $$ > "$1/pid" || exit 125
      set +C
      trap : HUP INT QUIT TERM
      hera_run=$1
      shift
      "$@"
      hera_code=$?
      echo $hera_code > "$hera_run/exit"
      exit $hera_code
      """;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration CLAIM_LIMIT = Duration.ofSeconds(20);

  /** Before it Java encoded arguments by its own default, since then by the system's. */
  private static final int JDK_WITH_UTF8_DEFAULT = 18;

  /** Characters; Linux takes 128 KiB for one argument. */
  private static final int SHORTEST_REFUSED = 128 * 1024;

  private static final Duration CLAIM_POLL = Duration.ofMillis(2);

  private final List<String> ownSession;

  WorkerProcess() {
    this.ownSession = ownSession();
  }

  /**
   * Starts the agent.
   *
   * @param command the program and its arguments
   * @return the shell around it
   * @throws LaunchException when it does not run and never will
   */
  Process start(Run run, Path worktree, List<String> command, Map<String, String> environment) {
    checkEncodable(command);
    PrivateFiles.createNew(run.log(), "");
    ProcessBuilder builder =
        new ProcessBuilder(shell(run, command))
            .directory(worktree.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(run.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = start(builder, run);
    if (!claims(process, run)) {
      LaunchException refused = new LaunchException(whyNoAgent(process));
      process.destroyForcibly();
      throw refused;
    }
    return process;
  }

  private static String whyNoAgent(Process process) {
    return process.isAlive()
        ? "the worker's process had not run the agent when the wait for it ended"
        : "the worker's process ended with exit code "
            + process.exitValue()
            + " before it could run the agent";
  }

  /** Java would pass on question marks for what the system's character set does not have. */
  private static void checkEncodable(List<String> command) {
    CharsetEncoder encoder = argumentCharset().newEncoder();
    if (!command.stream().allMatch(encoder::canEncode)) {
      throw new LaunchException(
          "the prompt has characters that the host's locale cannot pass to the agent; run the host"
              + " in a UTF-8 locale or give the agent {prompt_file} instead of {prompt}");
    }
  }

  private static Charset argumentCharset() {
    String system = System.getProperty("sun.jnu.encoding");
    boolean usesSystem = Runtime.version().feature() >= JDK_WITH_UTF8_DEFAULT && system != null;
    return usesSystem ? Charset.forName(system) : Charset.defaultCharset();
  }

  private List<String> shell(Run run, List<String> command) {
    List<String> words = new ArrayList<>(ownSession);
    words.addAll(List.of("/bin/sh", "-c", SCRIPT, "hera-worker", run.directory().toString()));
    words.addAll(command);
    return words;
  }

  private static Process start(ProcessBuilder builder, Run run) {
    try {
      return builder.start();
    } catch (IOException e) {
      run.revoke();
      String reason =
          isLong(builder.command())
              ? "its arguments are too long; give the agent {prompt_file} instead of {prompt}"
              : "the operating system refused it";
      throw new LaunchException("the worker's process could not be started: " + reason, e);
    }
  }

  /** Whether some system refuses arguments of this length; how they say so differs. */
  private static boolean isLong(List<String> arguments) {
    return arguments.stream().mapToInt(String::length).sum() >= SHORTEST_REFUSED;
  }

  /** Waits until it is decided that the agent runs, or decides that it never will. */
  private static boolean claims(Process process, Run run) {
    long deadline = System.nanoTime() + CLAIM_LIMIT.toNanos();
    try {
      while (!run.isDecided()) {
        boolean ended = process.waitFor(CLAIM_POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (ended || System.nanoTime() - deadline > 0) {
          return !run.revoke();
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !run.revoke();
    }
  }

  private static List<String> ownSession() {
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      return List.of("/usr/bin/setsid");
    }
    if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
      return List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV");
    }
    LOG.warn("neither setsid nor perl is in /usr/bin: Ctrl-C at the host also reaches workers");
    return List.of();
  }
}
