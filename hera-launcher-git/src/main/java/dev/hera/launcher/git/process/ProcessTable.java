package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.RunFiles;
import dev.hera.plan.LaunchKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows processes as those of a launch (H3): by pid, start instant and launch key. A process is
 * taken for a worker's only when all that is known of it says so.
 *
 * <p>A {@link ProcessHandle} that it gives can be signalled: it stands for one process, and a later
 * one with the same pid gets no signal by it.
 */
public abstract class ProcessTable {
  /** The variable by which a process is known as one of a launch (H3). */
  public static final String LAUNCH_KEY = "HERA_LAUNCH_KEY";

  /** The table of this machine. */
  public static ProcessTable ofThisMachine() {
    Path proc = Path.of("/proc");
    return Files.isReadable(proc.resolve("self/environ"))
        ? new LinuxProcessTable(proc)
        : new PortableProcessTable();
  }

  /**
   * The running shell of a run.
   *
   * @return empty when it has ended or never was
   * @throws IllegalStateException when a process has its pid and it cannot be told whether it is it
   */
  public final Optional<ProcessHandle> find(RunFiles run) {
    OptionalLong pid = run.pid();
    if (pid.isEmpty() || pid.getAsLong() == ProcessHandle.current().pid()) {
      return Optional.empty();
    }
    return ProcessHandle.of(pid.getAsLong())
        .filter(ProcessHandle::isAlive)
        .filter(process -> is(process, run));
  }

  /** Whether this process is the shell of this run. */
  abstract boolean is(ProcessHandle process, RunFiles run);

  /** When a process started, in words that stay the same while it runs. */
  public abstract Optional<String> started(ProcessHandle process);

  /** The launch keys that running processes carry, as far as it can be told. */
  public abstract Set<String> carriedKeys();

  /** All processes that are known to be of a launch's worker wherever they went. */
  public abstract Stream<ProcessHandle> carriers(LaunchKey key);
}
