package dev.hera.launch;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.error.LaunchFailedException;
import dev.hera.launch.transaction.Briefed;
import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchOptions;
import dev.hera.result.Spawned;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import dev.hera.verb.Backends;
import dev.hera.verb.BaseBranches;
import dev.hera.verb.FreeNames;
import dev.hera.verb.NewRole;
import dev.hera.verb.PlanCheck;
import dev.hera.vocabulary.Verb;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Projects;
import dev.hera.work.Secrets;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts a worker directly, outside of the plan ({@code Coordinator.spawn}). */
public final class Spawning {

  /**
   * A worker to be started.
   *
   * @param roleName its name, already checked, or null for one made of the prompt
   * @param project its project, or null for the coordinator's own
   */
  public record SpawnRequest(
      String prompt, @Nullable String roleName, @Nullable String project, LaunchOptions options) {
    /** What a coordinator asks for, checked. */
    public static SpawnRequest check(
        String prompt, @Nullable String roleName, @Nullable String project, LaunchOptions options) {
      Names.requireText("prompt", prompt);
      PlanCheck.requireNotBlank("project", project);
      Required.given("options", options);
      return new SpawnRequest(
          prompt,
          roleName == null ? null : Names.check("roleName", roleName),
          project == null ? null : project.strip(),
          Backends.checkForm("", options));
    }
  }

  private final Calls calls;
  private final @Nullable LauncherCalls launcherCalls;
  private final LaunchSettings settings;
  private final Projects projects;
  private final Backends backends;

  public Spawning(
      Calls calls,
      @Nullable LauncherCalls launcherCalls,
      LaunchSettings settings,
      Projects projects,
      Backends backends) {
    this.calls = calls;
    this.launcherCalls = launcherCalls;
    this.settings = settings;
    this.projects = projects;
    this.backends = backends;
  }

  public Spawned spawn(Call call, SpawnRequest request) {
    AtomicReference<@Nullable Briefed> claim = new AtomicReference<>();
    BaseBranches.Looked base = lookAtBase(call, request);
    return calls.changeThen(
        call,
        RoleId.class,
        Spawned.class,
        (unit, acting) -> {
          acting.requireCoordinator(Verb.SPAWN_WORKER);
          base.require();
          Briefed claimed = record(unit, acting, request);
          claim.set(claimed);
          return VerbAnswer.of(claimed.launch().role());
        },
        role -> {
          Objects.requireNonNull(launcherCalls).start(Objects.requireNonNull(claim.get()), false);
          return calls.units().read(unit -> answer(unit, role));
        },
        role -> calls.units().read(unit -> answer(unit, role)));
  }

  private BaseBranches.Looked lookAtBase(Call call, SpawnRequest request) {
    String branch = request.options().baseBranch();
    String project =
        branch == null || request.project() != null
            ? request.project()
            : calls.projectOf(call.caller());
    return new BaseBranches(calls.units().launcher()).look("branch", project, branch);
  }

  private Briefed record(UnitOfWork unit, Acting acting, SpawnRequest request) {
    if (launcherCalls == null) {
      throw new LaunchFailedException("this Hera has no launcher");
    }
    String project =
        new Hosting(unit)
            .projects(projects)
            .choose("project", request.project(), acting.task().project());
    backends.check("", request.options());
    String wanted = request.roleName() == null ? Names.slug(request.prompt()) : request.roleName();
    Role role =
        new NewRole(unit)
            .add(
                acting.orchestrator(),
                new FreeNames(unit, acting.orchestrator().id()).first(wanted),
                RoleKind.WORKER,
                NodeKind.WORKER,
                project,
                request.prompt());
    LaunchId id = new LaunchId(unit.takeId(IdKind.LAUNCH));
    Launch launch =
        Launch.request(
            id,
            role.orchestrator(),
            role.id(),
            Secrets.launchKey(unit.random()),
            request.options(),
            unit.now());
    unit.tx().launches().insert(List.of(launch));
    ClaimTransactions claims = new ClaimTransactions(unit, settings);
    ClaimTransactions.Claim claim = claims.claim(id);
    if (claim instanceof ClaimTransactions.Claimed claimed) {
      return claims.briefed(claimed.launch());
    }
    if (claim instanceof ClaimTransactions.NotHere) {
      throw new LaunchFailedException(new Hosting(unit).notHere(launch));
    }
    throw new LaunchFailedException("the limit of live workers is reached");
  }

  /** What became of a spawned worker. */
  private static Spawned answer(UnitOfWork unit, RoleId id) {
    Role role = unit.facts().role(id);
    Launch launch = unit.facts().launch(id).orElseThrow();
    if (launch.task() == null || launch.binding() == null) {
      String error = launch.lastError();
      throw new LaunchFailedException(error == null ? "it is being tried again" : error);
    }
    Task task = unit.facts().task(launch.task());
    return new Spawned(
        unit.facts().orchestrator(role.orchestrator()).name(),
        role.name(),
        launch.binding(),
        task.id(),
        role.project(),
        task.branch(),
        task.worktree());
  }
}
