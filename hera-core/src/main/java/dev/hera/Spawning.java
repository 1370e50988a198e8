package dev.hera;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchFailedException;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Spawned;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts a worker directly, outside of the plan ({@code hera_spawn_worker}). */
final class Spawning {

  /**
   * A worker to be started.
   *
   * @param roleName its name, already checked, or null for one made of the prompt
   * @param project its project, or null for the coordinator's own
   */
  record Wish(
      String prompt, @Nullable String roleName, @Nullable String project, LaunchOptions options) {}

  private final Calls calls;
  private final @Nullable Starter starter;
  private final LaunchSettings settings;
  private final Projects projects;
  private final Backends backends;

  Spawning(
      Calls calls,
      @Nullable Starter starter,
      LaunchSettings settings,
      Projects projects,
      Backends backends) {
    this.calls = calls;
    this.starter = starter;
    this.settings = settings;
    this.projects = projects;
    this.backends = backends;
  }

  Spawned spawn(Call call, Wish wish) {
    AtomicReference<Claims.@Nullable Claimed> claim = new AtomicReference<>();
    BaseBranches.Looked base = lookAtBase(call, wish);
    return calls.changeThen(
        call,
        (step, acting) -> {
          acting.requireCoordinator("hera_spawn_worker");
          base.require();
          Claims.Claimed claimed = record(step, acting, wish);
          claim.set(claimed);
          return Kept.of(claimed.launch().role());
        },
        role -> {
          Objects.requireNonNull(starter).start(Objects.requireNonNull(claim.get()), false);
          return calls.engine().read(step -> answer(step, role));
        },
        role -> calls.engine().read(step -> answer(step, role)));
  }

  private BaseBranches.Looked lookAtBase(Call call, Wish wish) {
    String branch = wish.options().baseBranch();
    String project =
        branch == null || wish.project() != null ? wish.project() : calls.projectOf(call.caller());
    return new BaseBranches(calls.engine().launcher()).look("branch", project, branch);
  }

  private Claims.Claimed record(Step step, Acting acting, Wish wish) {
    if (starter == null) {
      throw new LaunchFailedException("this Hera has no launcher");
    }
    String project = projects.choose("project", wish.project(), acting.task().project());
    backends.check("", wish.options());
    String wanted = wish.roleName() == null ? Names.slug(wish.prompt()) : wish.roleName();
    Role role =
        new JoinVerbs(step)
            .add(
                acting.orchestrator(),
                firstFree(step, acting, wanted),
                RoleKind.WORKER,
                NodeKind.WORKER,
                project,
                wish.prompt());
    LaunchId id = new LaunchId(step.takeId(IdKind.LAUNCH));
    Launch launch =
        Launch.request(
            id,
            role.orchestrator(),
            role.id(),
            Secrets.launchKey(step.random()),
            wish.options(),
            step.now());
    step.tx().launches().insert(List.of(launch));
    if (new Claims(step, settings).claim(id) instanceof Claims.Claimed claimed) {
      return claimed;
    }
    throw new LaunchFailedException("the limit of live workers is reached");
  }

  private static String firstFree(Step step, Acting acting, String wanted) {
    String name = wanted;
    for (int n = 2;
        step.tx().roles().findActive(acting.orchestrator().id(), name).isPresent();
        n++) {
      name = Names.numbered(wanted, n);
    }
    return name;
  }

  /** What became of a spawned worker. */
  private static Spawned answer(Step step, RoleId id) {
    Role role = step.facts().role(id);
    Launch launch = step.facts().launch(id).orElseThrow();
    if (launch.task() == null || launch.binding() == null) {
      String error = launch.lastError();
      throw new LaunchFailedException(error == null ? "it is being tried again" : error);
    }
    Task task = step.facts().task(launch.task());
    return new Spawned(
        step.facts().orchestrator(role.orchestrator()).name(),
        role.name(),
        launch.binding(),
        task.id(),
        role.project(),
        task.branch(),
        task.worktree());
  }
}
