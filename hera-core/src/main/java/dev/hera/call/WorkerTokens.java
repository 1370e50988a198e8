package dev.hera.call;

import dev.hera.error.FencedException;
import dev.hera.error.ForbiddenException;
import dev.hera.error.UnknownCallerException;
import dev.hera.plan.Launch;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.Task;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.work.Secrets;
import dev.hera.work.UnitOfWork;
import dev.hera.work.rows.WorkingSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the token of a worker to its task (G23a, G25). */
public final class WorkerTokens {
  private final UnitOfWork unit;

  WorkerTokens(UnitOfWork unit) {
    this.unit = unit;
  }

  /**
   * The worker's task; its first call is its handshake.
   *
   * @param accepts whether the call may accept the worker
   */
  Task task(Caller.OfWorker caller, @Nullable Located located, boolean accepts) {
    WorkerToken token = find(unit.tx(), caller.token()).orElseThrow(WorkerTokens::unknownToken);
    Launch launch =
        unit.tx().launches().find(token.launch()).orElseThrow(WorkerTokens::unknownToken);
    Task task = unit.facts().task(token.task());
    if (isEnded(token, launch, task)) {
      throw new FencedException(
          "your place was given up or taken by a later worker: stop, touch nothing and exit");
    }
    if (located != null
        && (task.worktree() == null || !located.directory().startsWith(Path.of(task.worktree())))) {
      throw new ForbiddenException(
          "cwd: this directory is not in your worktree; leave cwd out, or give your own directory");
    }
    if (accepts && launch.accepted() == null) {
      new Handshake(unit).connect(launch);
    }
    return unit.facts().task(token.task());
  }

  private boolean isEnded(WorkerToken token, Launch launch, Task task) {
    if (token.epoch() != launch.epoch() || !task.isActive()) {
      return true;
    }
    List<Binding> bindings = unit.tx().bindings().listOf(task.id());
    return bindings.stream().noneMatch(Binding::isLive)
        || bindings.stream()
            .filter(binding -> binding.id().equals(launch.binding()))
            .noneMatch(binding -> binding.isLive() || binding.wentOn());
  }

  private static UnknownCallerException unknownToken() {
    return new UnknownCallerException("this token belongs to no worker of this store");
  }

  public static Optional<WorkerToken> find(WorkingSet tx, String token) {
    return tx.launches().findToken(Secrets.sha256(token));
  }
}
