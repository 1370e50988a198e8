package dev.hera.launcher.git.process;

import dev.hera.plan.LaunchKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A worker's shell, the agent, and all that they started, to be stopped together (H3). Also what
 * detached itself is found where the machine lets its environment be read.
 */
public final class ProcessTree {
  private static final long POLL_MILLIS = 20;

  /** How long each kind of kill is repeated, for what is started while it goes on. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  private final ProcessTable table;
  private final LaunchKey key;
  private final Optional<ProcessHandle> shell;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();
  private List<ProcessHandle> left = List.of();

  public ProcessTree(ProcessTable table, LaunchKey key, Optional<ProcessHandle> shell) {
    this.table = table;
    this.key = key;
    this.shell = shell;
  }

  public LaunchKey key() {
    return key;
  }

  /**
   * The processes that were still there when the wait for their end was over, as people see them.
   */
  public List<String> left() {
    return left.stream().map(ProcessTree::named).toList();
  }

  private static String named(ProcessHandle process) {
    String pid = "pid " + process.pid();
    return process.info().command().map(program -> pid + " (" + program + ")").orElse(pid);
  }

  /** Asks all to end. The shell is not asked: it keeps the exit code once the agent ended. */
  public void ask() {
    members().forEach(ProcessHandle::destroy);
  }

  /**
   * Waits for all to end, then kills what has not. Ends in a bounded time.
   *
   * @return whether none is left
   */
  public boolean end(Duration grace) {
    return await(grace, () -> {})
        || await(KILL_LIMIT, this::killMembers)
        || await(KILL_LIMIT, this::killAll);
  }

  private boolean await(Duration limit, Runnable each) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isGone()) {
      each.run();
      if (pauseInterrupted() || System.nanoTime() - deadline > 0) {
        return isGone();
      }
    }
    return true;
  }

  private boolean isGone() {
    left = Stream.concat(members().stream(), shell.stream().filter(this::isAlive)).toList();
    return left.isEmpty();
  }

  private void killMembers() {
    members().forEach(ProcessHandle::destroyForcibly);
  }

  private void killAll() {
    killMembers();
    shell.ifPresent(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> members() {
    Stream.concat(shell.stream().flatMap(ProcessHandle::descendants), table.carriers(key))
        .filter(process -> !shell.filter(process::equals).isPresent())
        .filter(process -> !process.equals(ProcessHandle.current()))
        .forEach(seen::add);
    return seen.stream().filter(this::isAlive).toList();
  }

  private boolean isAlive(ProcessHandle process) {
    return process.isAlive() && table.started(process).isPresent();
  }

  private static boolean pauseInterrupted() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
