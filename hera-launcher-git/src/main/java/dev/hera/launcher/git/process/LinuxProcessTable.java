package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.RunFiles;
import dev.hera.plan.LaunchKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code /proc}: the start instant in clock ticks since the machine started, which no change
 * of its clock moves, and the environment, which a worker's children inherit.
 */
public final class LinuxProcessTable extends ProcessTable {
  /** The place of the start instant among the fields that follow the program's name. */
  private static final int STARTED = 19;

  private static final String VARIABLE = LAUNCH_KEY + "=";

  private final Path proc;

  public LinuxProcessTable(Path proc) {
    this.proc = proc;
  }

  @Override
  boolean is(ProcessHandle process, RunFiles run) {
    Optional<String> started = started(process);
    if (started.isEmpty()) {
      return false;
    }
    Optional<String> recorded = run.started();
    if (recorded.isPresent() && !recorded.equals(started)) {
      return false;
    }
    Optional<String> environment = read(process, "environ");
    if (environment.isPresent()) {
      return carries(environment.get(), run.key());
    }
    if (recorded.isPresent() || started(process).isEmpty()) {
      return recorded.equals(started(process));
    }
    throw new IllegalStateException("the worker's process cannot be looked at");
  }

  /** Empty also for a process that has ended and that its parent did not collect yet. */
  @Override
  public Optional<String> started(ProcessHandle process) {
    return read(process, "stat")
        .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
        .filter(fields -> fields.length > STARTED && !"ZX".contains(fields[0]))
        .map(fields -> fields[STARTED]);
  }

  @Override
  public Stream<ProcessHandle> carriers(LaunchKey key) {
    return ProcessHandle.allProcesses()
        .filter(process -> read(process, "environ").filter(e -> carries(e, key)).isPresent());
  }

  @Override
  public Set<String> carriedKeys() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> read(process, "environ").stream())
        .flatMap(environment -> Arrays.stream(environment.split("\0", -1)))
        .filter(variable -> variable.startsWith(VARIABLE))
        .map(variable -> variable.substring(VARIABLE.length()))
        .collect(Collectors.toSet());
  }

  private Optional<String> read(ProcessHandle process, String file) {
    Path path = proc.resolve(Long.toString(process.pid())).resolve(file);
    try {
      return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean carries(String environment, LaunchKey key) {
    String wanted = VARIABLE + key.value();
    return Arrays.asList(environment.split("\0")).contains(wanted);
  }
}
