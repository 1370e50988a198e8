package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.error.InvalidArgumentException;
import dev.hera.launch.Spawning;
import dev.hera.message.MessageRules;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.Plan;
import dev.hera.result.Accepted;
import dev.hera.result.Archived;
import dev.hera.result.EdgeAdded;
import dev.hera.result.EdgeRemoved;
import dev.hera.result.Membership;
import dev.hera.result.NodeCancelled;
import dev.hera.result.NodePlanned;
import dev.hera.result.NodeUpdated;
import dev.hera.result.Revived;
import dev.hera.result.Spawned;
import dev.hera.result.Submitted;
import dev.hera.result.UnknownLaunch;
import dev.hera.role.Caller;
import dev.hera.role.Required;
import dev.hera.verb.Acceptance;
import dev.hera.verb.Archiving;
import dev.hera.verb.BaseBranches;
import dev.hera.verb.EdgeVerbs;
import dev.hera.verb.NodeVerbs;
import dev.hera.verb.PlanCheck;
import dev.hera.view.PlanOutcome;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of one orchestrator: everything that a participant may do, and the verbs that
 * change the plan. A caller that is not the coordinator is refused with {@link
 * dev.hera.error.ForbiddenException} at each of them (V7). Thread-safe.
 */
public final class Coordinator extends Participant {
  private final Workers workers;
  private final @Nullable Membership opened;

  Coordinator(
      Calls calls,
      Caller caller,
      @Nullable String orchestrator,
      @Nullable String key,
      Workers workers,
      @Nullable Membership opened) {
    super(calls, caller, orchestrator, key);
    this.workers = workers;
    this.opened = opened;
  }

  @Override
  public Coordinator once(String idempotencyKey) {
    calls.units().requireOpen();
    return new Coordinator(
        calls, caller, orchestrator, Keys.check(idempotencyKey), workers, opened);
  }

  /** The coordinator's place: as it was when it opened the orchestrator, else as it is now. */
  @Override
  public Membership membership() {
    calls.units().requireOpen();
    return opened == null ? super.membership() : opened;
  }

  /**
   * Adds a whole plan, or nothing of it (M26). A node whose name is taken gets {@code -2}, {@code
   * -3}, … (V9).
   *
   * @throws dev.hera.error.DuplicateNameException when two nodes of the plan have one name
   * @throws dev.hera.error.CycleException with the path of the cycle
   * @throws dev.hera.error.SelfEdgeException when a node would wait for itself
   * @throws dev.hera.error.CoordinatorBlockerException when something would wait for a coordinator
   * @throws dev.hera.error.NotFoundException when an edge names no node and no active role
   * @throws dev.hera.error.UnknownProjectException when the launcher does not know a project
   * @throws InvalidArgumentException naming the field, for instance {@code nodes[2].prompt}
   */
  public Submitted submit(Plan plan) {
    Plan checked = PlanCheck.check(Required.given("plan", plan));
    return command(
        Verb.PLAN,
        Submitted.class,
        (unit, acting) -> workers.submission(unit, acting, checked).submit(),
        checked);
  }

  /** Adds one node; refuses as {@link #submit} does. */
  public NodePlanned plan(Plan.Node node) {
    Plan.Node checked = PlanCheck.checkNode("", Required.given("node", node));
    return command(
        Verb.PLAN_NODE,
        NodePlanned.class,
        (unit, acting) ->
            workers.submission(unit, acting, new Plan(List.of(checked), List.of())).submitOnly(),
        checked);
  }

  /**
   * Makes {@code blocked} wait for {@code blocker}; an edge that exists is left as it is.
   *
   * @throws dev.hera.error.SelfEdgeException when both are the same
   * @throws dev.hera.error.NotFoundException when one is no active role here
   * @throws dev.hera.error.CoordinatorBlockerException when the blocker is a coordinator
   * @throws dev.hera.error.CycleException with the path of the cycle
   */
  public EdgeAdded block(String blocked, String blocker) {
    String waiting = Required.trimmed("blocked", blocked);
    String awaited = Required.trimmed("blocker", blocker);
    return command(
        Verb.BLOCK,
        EdgeAdded.class,
        (unit, acting) -> new EdgeVerbs(unit).block(acting, waiting, awaited),
        waiting,
        awaited);
  }

  /** Makes {@code blocked} wait for {@code blocker} no more; a missing edge is none to remove. */
  public EdgeRemoved unblock(String blocked, String blocker) {
    String waiting = Required.trimmed("blocked", blocked);
    String awaited = Required.trimmed("blocker", blocker);
    return command(
        Verb.UNBLOCK,
        EdgeRemoved.class,
        (unit, acting) -> new EdgeVerbs(unit).unblock(acting, waiting, awaited),
        waiting,
        awaited);
  }

  /** Edits the mission of a node that has not started; a null leaves a field as it is. */
  public NodeUpdated update(
      String name, @Nullable String prompt, @Nullable String project, @Nullable String goal) {
    return update(name, new NodeEdit(prompt, project, goal, LaunchOptions.NONE));
  }

  /**
   * Edits a node that has not started.
   *
   * @throws dev.hera.error.AlreadyMaterializedException when it has started
   * @throws dev.hera.error.CancelledException when it is cancelled
   * @throws dev.hera.error.NotFoundException when it says that there is no such base branch
   * @throws InvalidArgumentException when no field is given, or one of the other kind of node, or
   *     the launcher does not know the backend
   */
  public NodeUpdated update(String name, NodeEdit edit) {
    String node = Required.trimmed("name", name);
    NodeEdit checked = PlanCheck.checkEdit(Required.given("edit", edit));
    BaseBranches.Looked base =
        workers.bases().look(checked, () -> look(Verb.PLAN_NODE_UPDATE, NodeVerbs.projectOf(node)));
    return command(
        Verb.PLAN_NODE_UPDATE,
        NodeUpdated.class,
        (unit, acting) -> {
          base.require();
          workers.check(unit, checked);
          return new NodeVerbs(unit).update(acting, node, checked);
        },
        node,
        checked);
  }

  /**
   * Cancels a node: it never starts and gates nobody any more. A repeated call changes nothing.
   *
   * @throws dev.hera.error.AlreadyMaterializedException when it has started
   */
  public NodeCancelled cancel(String name) {
    String node = Required.trimmed("name", name);
    return command(
        Verb.PLAN_NODE_CANCEL,
        NodeCancelled.class,
        (unit, acting) -> new NodeVerbs(unit).cancel(acting, node),
        node);
  }

  /**
   * Starts a worker directly, and returns when its session runs.
   *
   * @param roleName its name, or null for one made of the prompt
   * @param project its project, or null for the coordinator's own
   * @throws dev.hera.error.LaunchFailedException with the cause; nothing of the worker remains
   */
  public Spawned spawn(
      String prompt, @Nullable String roleName, @Nullable String project, LaunchOptions options) {
    Spawning.SpawnRequest request = Spawning.SpawnRequest.check(prompt, roleName, project, options);
    return workers.spawning().spawn(call(Map.of(), Verb.SPAWN_WORKER, request), request);
  }

  /**
   * Marks a role's work complete and tells the role once. The gate goes on reading the status.
   *
   * @param message what the role is told, or null for a standard sentence
   * @throws dev.hera.error.NotFoundException when there is no such role
   * @throws InvalidArgumentException when it has not started, or is the coordinator's own
   */
  public Accepted accept(String roleName, @Nullable String message) {
    if (message != null) {
      MessageRules.checkBody("message", message);
    }
    String name = Required.trimmed("roleName", roleName);
    return command(
        Verb.ACCEPT,
        Accepted.class,
        (unit, acting) -> new Acceptance(unit).accept(acting, name, message),
        name,
        message);
  }

  /**
   * Starts a new session for a role whose session ended. One that lives, a node that never started,
   * for instance because it is held, and a coordinator are left alone; the answer says which it is.
   * So is one of which nobody can tell (G27); it waits for {@link #decideLaunch}.
   *
   * @throws dev.hera.error.NotFoundException when there is no such role
   * @throws dev.hera.error.LaunchFailedException when the session could not be started
   */
  public Revived revive(String roleName) {
    String name = Required.trimmed("roleName", roleName);
    return decisions(name).find().isPresent()
        ? new Revived(name, Revived.Outcome.LAUNCH_UNKNOWN)
        : workers.reviving().revive(call(Map.of(), Verb.REVIVE, name), name);
  }

  /**
   * The launch of a role that is held because nobody can tell whether its session runs (G27); empty
   * when it is not.
   *
   * @throws dev.hera.error.NotFoundException when there is no such role
   */
  public Optional<UnknownLaunch> unknownLaunch(String roleName) {
    return decisions(Required.trimmed("roleName", roleName)).find();
  }

  /**
   * Carries out what a person decided of such a launch (G27). Under an idempotency key it is the
   * call of {@link #revive} that the person was asked for.
   *
   * @param epoch that of the {@link #unknownLaunch} of which the person was asked
   * @throws dev.hera.error.NotFoundException when there is no such role
   * @throws InvalidArgumentException when this launch of it is not held any more
   */
  public Revived decideLaunch(String roleName, int epoch, LaunchDecision decision) {
    String name = Required.trimmed("roleName", roleName);
    return decisions(name).take(epoch, Required.given("decision", decision));
  }

  private LaunchDecisions decisions(String roleName) {
    return new LaunchDecisions(calls, call(Map.of(), Verb.REVIVE, roleName), roleName);
  }

  /**
   * Waits until the plan is complete or cannot go on, woken by each change of it; tells what holds
   * it. When the time is over before that, the outcome is {@link
   * dev.hera.view.PlanProgress#UNDER_WAY}. Marks no message read.
   *
   * <p>A worker's session ends some time after it reported {@code failed}. For up to half a minute
   * that end is waited for, so that {@link #revive} can follow at once.
   *
   * @param limit more than zero
   * @throws InterruptedException when interrupted while waiting
   */
  public PlanOutcome awaitOutcome(Duration limit) throws InterruptedException {
    return new OutcomeWait(calls, call(Map.of(), Verb.AWAIT_OUTCOME)).await(limit);
  }

  /**
   * Archives the caller's orchestrator, as {@link Hera#archive} does; the caller may then open
   * another one.
   */
  public Archived archive() {
    return calls.leave(
        call(Map.of(), Verb.ARCHIVE, orchestrator),
        Archived.class,
        (unit, acting) -> VerbAnswer.of(new Archiving(unit).own(acting)));
  }

  private <T extends Record> T command(
      Verb verb,
      Class<T> type,
      BiFunction<UnitOfWork, Acting, T> work,
      @Nullable Object... arguments) {
    return calls.command(call(Map.of(), verb, arguments), type, work);
  }
}
