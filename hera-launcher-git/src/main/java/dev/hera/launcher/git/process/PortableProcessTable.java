package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.RunFiles;
import dev.hera.plan.LaunchKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Java tells of processes on any system: the start instant, and the arguments, among which a
 * worker's shell has the directory of its run. It does not find a worker's children that left it.
 */
public final class PortableProcessTable extends ProcessTable {

  @Override
  boolean is(ProcessHandle process, RunFiles run) {
    Optional<String> recorded = run.started();
    if (recorded.isPresent() && !recorded.equals(started(process))) {
      return false;
    }
    Optional<String[]> arguments = process.info().arguments();
    if (arguments.isPresent()) {
      return List.of(arguments.get()).contains(run.directory().toString());
    }
    if (recorded.isPresent() || !process.isAlive()) {
      return recorded.isPresent();
    }
    throw new IllegalStateException("the worker's process cannot be looked at");
  }

  @Override
  public Optional<String> started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  @Override
  public Set<String> carriedKeys() {
    return Set.of();
  }

  @Override
  public Stream<ProcessHandle> carriers(LaunchKey key) {
    return Stream.empty();
  }
}
