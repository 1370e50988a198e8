package dev.hera;

import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.result.Membership;
import dev.hera.result.Rebound;
import dev.hera.role.Caller;
import dev.hera.role.Names;
import dev.hera.role.Required;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.verb.BaseBranches;
import dev.hera.verb.Handover;
import dev.hera.verb.JoinVerbs;
import dev.hera.verb.OpenVerbs;
import dev.hera.vocabulary.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A caller that may have no place yet: the verbs by which it takes one. A handle holds no state;
 * each call is one transaction. Thread-safe.
 */
public final class Newcomer {
  private final Calls calls;
  private final Caller caller;
  private final @Nullable String key;
  private final Workers workers;

  Newcomer(Calls calls, Caller caller, @Nullable String key, Workers workers) {
    this.calls = calls;
    this.caller = caller;
    this.key = key;
    this.workers = workers;
  }

  /**
   * The same caller, whose next call of a verb answers a repetition with the first answer (V3): the
   * same key and arguments change nothing more for 24 hours.
   *
   * @throws dev.hera.error.InvalidArgumentException when the key has not 1..128 characters
   */
  public Newcomer once(String idempotencyKey) {
    calls.units().requireOpen();
    return new Newcomer(calls, caller, Keys.check(idempotencyKey), workers);
  }

  /** Opens an orchestrator without a mission or a base branch of its own. */
  public Coordinator newOrchestrator(String name, String coordinatorRoleName) {
    return newOrchestrator(name, coordinatorRoleName, null, null);
  }

  /**
   * Opens an orchestrator with the caller as its coordinator. When it exists and its coordinator
   * has no live binding, or is an earlier registration of the same session (without a directory,
   * and with the same name and project), the caller takes that role over and {@code
   * coordinatorRoleName} and {@code prompt} are ignored. A live coordinator of it may call again
   * with another base branch, for the nodes that start from then on.
   *
   * @param prompt the coordinator's own mission, or null
   * @param baseBranch the branch that root nodes start from, or null
   * @throws dev.hera.error.AlreadyBoundException when the caller has a place there
   * @throws dev.hera.error.CoordinatorExistsException when somebody else coordinates it
   * @throws dev.hera.error.BoundElsewhereException when the caller coordinates another one
   * @throws dev.hera.error.NotFoundException when the launcher says that there is no such branch
   */
  public Coordinator newOrchestrator(
      String name,
      String coordinatorRoleName,
      @Nullable String prompt,
      @Nullable String baseBranch) {
    OpenVerbs.Opening opening =
        new OpenVerbs.Opening(
            Names.check("name", name),
            Names.check("coordinatorRoleName", coordinatorRoleName),
            prompt == null ? null : Names.checkText("prompt", prompt),
            baseBranch == null ? null : Names.requireLine("baseBranch", baseBranch));
    String project = opening.baseBranch() == null ? null : calls.projectOf(caller);
    BaseBranches.Looked base = workers.bases().look("baseBranch", project, opening.baseBranch());
    Membership place =
        calls.enter(
            call(Verb.NEW_ORCHESTRATOR, opening),
            Membership.class,
            (unit, task) -> {
              base.require();
              return VerbAnswer.of(new OpenVerbs(unit).open(task, opening));
            });
    return new Coordinator(calls, caller, place.orchestrator(), null, workers, place);
  }

  /**
   * Takes a new worker or freelance role in an orchestrator.
   *
   * @param kind {@link RoleKind#WORKER} or {@link RoleKind#FREELANCE}
   * @param prompt the role's mission, or null
   * @param status its first status, or null
   * @throws dev.hera.error.NotFoundException when there is no such orchestrator
   * @throws dev.hera.error.AlreadyBoundException when the caller has a place there
   * @throws dev.hera.error.BoundElsewhereException when the caller works in another one
   * @throws dev.hera.error.NameTakenException when the role name is taken
   */
  public Membership join(
      String orchestrator,
      String roleName,
      RoleKind kind,
      @Nullable String prompt,
      @Nullable Status status) {
    JoinVerbs.Attaching attaching =
        JoinVerbs.attaching(orchestrator, roleName, kind, prompt, status);
    return calls.enter(
        call(Verb.JOIN, attaching),
        Membership.class,
        (unit, task) -> VerbAnswer.of(new JoinVerbs(unit).attach(task, attaching)));
  }

  /**
   * The caller's places in active orchestrators, in the order in which it took them; empty when it
   * has none.
   */
  public List<Membership> places() {
    return calls.lookAsTask(
        call(Verb.MEMBERSHIP), (unit, task) -> new JoinVerbs(unit).places(task.id()));
  }

  /**
   * Watches which places the caller has. Is no worker's handshake, and refuses no fenced one.
   *
   * @param wake is run after each commit that gave the caller a place or ended one, on the
   *     committing thread, so it must only hand over; at once when this Hera is closed
   * @throws dev.hera.error.UnknownCallerException when the caller has no task
   */
  public Watch watchPlaces(Runnable wake) {
    Required.given("wake", wake);
    return Watch.open(calls.units().waiters().places(), calls.taskOf(caller), wake);
  }

  /**
   * Repairs a binding whose task drifted after a worktree was used again: the caller's task takes
   * the role over; role, prompt, status and messages stay.
   *
   * @param orchestrator where to look, or null for all
   * @param roleName the role, or null for the only one that fits
   * @throws dev.hera.error.NotBoundException when no binding stands on the caller's worktree
   * @throws dev.hera.error.AmbiguousCallerException when several do
   * @throws dev.hera.error.SlotTakenException when another live binding holds the place
   */
  public Rebound rebind(@Nullable String orchestrator, @Nullable String roleName) {
    String place = Names.trimmed(orchestrator);
    String name = Names.trimmed(roleName);
    return calls.enterKnown(
        call(Verb.REBIND, place, name),
        Rebound.class,
        (unit, task) -> VerbAnswer.of(new Handover(unit).rebind(task, place, name)));
  }

  private Call call(Verb verb, @Nullable Object... arguments) {
    return new Call(caller, null, key, verb, Arrays.asList(arguments), Map.of());
  }
}
