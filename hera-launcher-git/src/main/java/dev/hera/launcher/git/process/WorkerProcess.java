package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.system.LaunchMechanism;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.launcher.git.system.Reasons;
import dev.hera.launcher.git.system.SystemNames;
import dev.hera.spi.launcher.LaunchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
public final class WorkerProcess {
  /**
   * Claims the run by its pid file, runs the agent, keeps its exit code, and stays as long as there
   * are processes that the agent left behind, so that they can be found. The signals have empty
   * handlers rather than being ignored, so that the agent inherits none of it and the shell lives
   * to see the agent end. The agent has the host's mask of modes, and the run's files are private.
   */
  private static final String SCRIPT =
      """
      hera_mask=$(umask)
      umask 077
      set -C
      echo $$ > "$1/pid" || exit 125
      set +C
      umask "$hera_mask"
      trap : HUP INT QUIT TERM
      hera_run=$1
      shift
      "$@"
      hera_code=$?
      umask 077
      echo $hera_code > "$hera_run/exit"
      while hera_left=; read hera_left < /proc/$$/task/$$/children; [ -n "$hera_left" ]; do
        sleep 2
      done 2>/dev/null
      exit $hera_code
      """;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** Bytes; Linux takes 128 KiB for one argument with the NUL that ends it. */
  private static final int LONGEST_ARGUMENT = 128 * 1024 - 1;

  /** E2BIG, as Java words it. */
  private static final String ARGUMENTS_TOO_LONG = "error=7,";

  private static final String SHORTEN =
      "shorten the prompt, or give the agent {prompt_file} instead of {prompt} in the worker command";

  private static final boolean IS_LINUX = System.getProperty("os.name", "").equals("Linux");

  /**
   * Gives the worker a session of its own and makes its shell the parent of what detaches itself
   * (PR_SET_CHILD_SUBREAPER, where this is Linux on a known machine), so that it can be stopped.
   */
  private static final String OWN_SESSION =
      "POSIX::setsid();"
          + "my %prctl = (x86_64 => 157, aarch64 => 167);"
          + "my $number = $^O eq 'linux' ? $prctl{(POSIX::uname())[4]} : undef;"
          + "syscall($number, 36, 1, 0, 0, 0) if defined $number;"
          + "exec {$ARGV[0]} @ARGV";

  static {
    LaunchMechanism.prepare();
  }

  private final List<String> ownSession;

  public WorkerProcess() {
    this.ownSession = ownSession();
  }

  /**
   * Starts the agent.
   *
   * @param command the program and its arguments
   * @return the shell around it
   * @throws LaunchException when it does not run and never will
   * @throws UncheckedIOException likewise, unless it is decided that there is a worker
   */
  public Process start(
      RunFiles run, Path worktree, List<String> command, Map<String, String> environment) {
    checkEncodable(command);
    checkLength(command);
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
    if (new Claim(process, run).isMade()) {
      return process;
    }
    LaunchException refused = new LaunchException(whyNoAgent(process));
    process.destroyForcibly();
    throw refused;
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
    if (!command.stream().allMatch(SystemNames::isArgument)) {
      throw LaunchException.permanent(
          "the prompt has characters that the host's locale cannot pass to the agent; run the host"
              + " in a UTF-8 locale or give the agent {prompt_file} instead of {prompt}");
    }
  }

  private static void checkLength(List<String> command) {
    for (String argument : command) {
      int bytes = argument.getBytes(SystemNames.argumentCharset()).length;
      if (IS_LINUX && bytes > LONGEST_ARGUMENT) {
        throw LaunchException.permanent(
            "an argument of the worker command has "
                + bytes
                + " bytes, and the operating system takes "
                + LONGEST_ARGUMENT
                + "; "
                + SHORTEN);
      }
    }
  }

  private List<String> shell(RunFiles run, List<String> command) {
    List<String> words = new ArrayList<>(ownSession);
    words.addAll(List.of("/bin/sh", "-c", SCRIPT, "hera-worker", run.directory().toString()));
    words.addAll(command);
    return words;
  }

  private static Process start(ProcessBuilder builder, RunFiles run) {
    try {
      return builder.start();
    } catch (IOException e) {
      run.revoke();
      String refused = "the worker's process could not be started: " + Reasons.of(e);
      if (String.valueOf(e.getMessage()).contains(ARGUMENTS_TOO_LONG)) {
        throw LaunchException.permanent(
            refused
                + " (its arguments have "
                + bytes(builder.command())
                + " bytes together); "
                + SHORTEN,
            e);
      }
      throw new LaunchException(refused, e);
    }
  }

  private static int bytes(List<String> arguments) {
    return arguments.stream()
        .mapToInt(one -> one.getBytes(SystemNames.argumentCharset()).length + 1)
        .sum();
  }

  private static List<String> ownSession() {
    if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
      return List.of("/usr/bin/perl", "-MPOSIX", "-e", OWN_SESSION);
    }
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      LOG.warn(
          "perl is not in /usr/bin: what detaches itself from a worker and forgets its variables"
              + " is not ended with it");
      return List.of("/usr/bin/setsid");
    }
    LOG.warn("neither setsid nor perl is in /usr/bin: Ctrl-C at the host also reaches workers");
    return List.of();
  }
}
