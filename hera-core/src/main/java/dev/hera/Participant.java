package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.call.LateResults;
import dev.hera.call.VerbAnswer;
import dev.hera.error.InvalidArgumentException;
import dev.hera.message.MessageId;
import dev.hera.message.MessageRules;
import dev.hera.message.Outgoing;
import dev.hera.result.Explanation;
import dev.hera.result.Fetched;
import dev.hera.result.Inbox;
import dev.hera.result.Left;
import dev.hera.result.MarkedRead;
import dev.hera.result.Membership;
import dev.hera.result.Moved;
import dev.hera.result.Sent;
import dev.hera.result.StatusReport;
import dev.hera.result.TreeUpdates;
import dev.hera.role.Caller;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Required;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.verb.Explaining;
import dev.hera.verb.Handover;
import dev.hera.verb.JoinVerbs;
import dev.hera.verb.MessageVerbs;
import dev.hera.verb.PlanReader;
import dev.hera.verb.Recalling;
import dev.hera.verb.StatusVerbs;
import dev.hera.verb.TreeMessages;
import dev.hera.view.PlanView;
import dev.hera.view.recap.Recap;
import dev.hera.vocabulary.Verb;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A caller in one orchestrator: the verbs that every role may use. A handle holds no state; each
 * call is one transaction that finds out anew who calls. Thread-safe.
 *
 * <p>Every verb may refuse with {@link dev.hera.error.UnknownCallerException}, {@link
 * dev.hera.error.AmbiguousCallerException}, {@link dev.hera.error.NotBoundException}, {@link
 * dev.hera.error.ForbiddenException}, {@link dev.hera.error.FencedException} or {@link
 * dev.hera.spi.StoreUnavailableException}; a refused call changed nothing.
 */
public class Participant {
  /** The longest idempotency key, in characters (V3). */
  public static final int MAX_KEY_LENGTH = Keys.MAX_LENGTH;

  /** The longest time that {@link #inbox(Duration)} waits. */
  public static final Duration MAX_WAIT = Reading.MAX_WAIT;

  final Calls calls;
  final Caller caller;
  final @Nullable String orchestrator;
  final @Nullable String key;

  Participant(Calls calls, Caller caller, @Nullable String orchestrator, @Nullable String key) {
    this.calls = calls;
    this.caller = caller;
    this.orchestrator = orchestrator;
    this.key = key;
  }

  /**
   * The same participant, whose next call of a verb answers a repetition with the first answer
   * (V3): the same key and arguments change nothing more for 24 hours.
   *
   * @throws InvalidArgumentException when the key has not 1..128 characters
   */
  public Participant once(String idempotencyKey) {
    calls.units().requireOpen();
    return new Participant(calls, caller, orchestrator, Keys.check(idempotencyKey));
  }

  /** The caller's own place, marks nothing read. */
  public Membership membership() {
    return look(Verb.MEMBERSHIP, (unit, acting) -> new JoinVerbs(unit).ownPlace(acting));
  }

  /**
   * All that the caller needs to go on when it knows nothing any more but who it is, on a page;
   * marks nothing read.
   */
  public Recap recap() {
    LaunchSettings settings = calls.units().launchSettings();
    return look(
        Verb.MEMBERSHIP, (unit, acting) -> new Recalling(unit, settings.projects()).recap(acting));
  }

  /** Reports the caller's status (M17-M19). */
  public StatusReport report(Status status) {
    return report(status, null);
  }

  /**
   * Reports the caller's status and leaves a note for whoever comes next.
   *
   * @param handoffNote the note, or null to leave the present one
   */
  public StatusReport report(Status status, @Nullable String handoffNote) {
    Required.given("status", status);
    if (handoffNote != null) {
      MessageRules.checkNote("handoffNote", handoffNote);
    }
    return change(
        LateResults.of(status, handoffNote),
        Verb.STATUS,
        StatusReport.class,
        (unit, acting) -> VerbAnswer.of(new StatusVerbs(unit).report(acting, status, handoffNote)),
        status,
        handoffNote);
  }

  /**
   * Sends a message, with the status that a worker or freelancer must give (V10-V14).
   *
   * @throws InvalidArgumentException naming {@code body} or {@code tldr} (M21), or {@code to} when
   *     a coordinator names nobody
   * @throws dev.hera.error.StatusRequiredException when a worker or freelancer gave no status
   * @throws dev.hera.error.NotFoundException when the recipient or the answered message is unknown
   * @throws dev.hera.error.InboxFullException although the status was applied (V13)
   * @throws dev.hera.error.RateLimitedException although the status was applied (V13)
   */
  public Sent send(Outgoing message) {
    Required.given("message", message);
    MessageRules.check(message.body(), message.tldr());
    Outgoing trimmed = message.trimmed();
    return change(
        LateResults.of(message),
        Verb.SEND,
        Sent.class,
        (unit, acting) -> new MessageVerbs(unit).send(acting, trimmed),
        message.body(),
        message.tldr(),
        trimmed.to(),
        message.status(),
        message.inReplyTo());
  }

  /** All unread messages, oldest first; they are then marked read. */
  public Inbox inbox() {
    return reading().now();
  }

  /**
   * All unread messages; when there are none, waits until one arrives or the time is over.
   *
   * @param timeout more than zero, at most {@link #MAX_WAIT}
   * @throws InterruptedException when interrupted while waiting; nothing was marked read
   */
  public Inbox inbox(Duration timeout) throws InterruptedException {
    return reading().await(timeout);
  }

  /** Reads the inbox for a client that may be gone, or that is not to hold a thread. */
  public Reading reading() {
    calls.units().requireOpen();
    return new Reading(calls, call(Map.of(), Verb.INBOX));
  }

  /**
   * Marks messages read; those that are not the caller's, or not unread, are passed over.
   *
   * @throws InvalidArgumentException when the list is empty
   */
  public MarkedRead markRead(List<MessageId> messageIds) {
    List<MessageId> ids = some("messageIds", messageIds);
    return change(
        Map.of(),
        Verb.MARK_READ,
        MarkedRead.class,
        (unit, acting) ->
            VerbAnswer.of(
                new MessageVerbs(unit).markRead(acting, new LinkedHashSet<>(ids), ids.size())),
        ids);
  }

  /** Subjects that are new since the last call, in the whole tree below the caller. */
  public TreeUpdates treeUpdates() {
    return change(
        Map.of(),
        Verb.TREE_UPDATES,
        TreeUpdates.class,
        (unit, acting) -> VerbAnswer.of(new TreeMessages(unit).treeUpdates(acting, null)));
  }

  /** Subjects after a message, in the whole tree below the caller; remembers nothing. */
  public TreeUpdates treeUpdates(MessageId since) {
    Required.given("since", since);
    return look(
        Verb.TREE_UPDATES, (unit, acting) -> new TreeMessages(unit).treeUpdates(acting, since));
  }

  /**
   * Whole messages of the tree below the caller, in the order of the request; marks nothing read.
   *
   * @throws InvalidArgumentException when the list is empty
   */
  public List<Fetched> messages(List<MessageId> ids) {
    List<MessageId> wanted = some("ids", ids);
    return look(Verb.GET_MESSAGES, (unit, acting) -> new TreeMessages(unit).fetch(acting, wanted));
  }

  private static List<MessageId> some(String field, List<MessageId> ids) {
    List<MessageId> given = Required.all(field, ids);
    if (given.isEmpty()) {
      throw new InvalidArgumentException(field, "is empty; give at least one id");
    }
    return given;
  }

  /**
   * The plan of the caller's orchestrator as it is now. A coordinator may name any orchestrator
   * that is nested below its own.
   */
  public PlanView plan() {
    return calls.lookAt(
        call(Map.of(), Verb.PLAN_SHOW), (unit, place) -> new PlanReader(unit.tx(), place).view());
  }

  /**
   * Watches a plan that {@link #plan} shows.
   *
   * @param wake is run after each commit that may have changed the plan, on the committing thread,
   *     so it must only hand over; at once when this Hera is closed
   */
  public Watch watchPlan(Runnable wake) {
    Required.given("wake", wake);
    OrchestratorId watched =
        calls.lookAt(call(Map.of(), Verb.PLAN_SHOW), (unit, place) -> place.id());
    return Watch.open(calls.units().waiters().plans(), watched, wake);
  }

  /**
   * Why a node has or has not started, in any plan that {@link #plan} shows.
   *
   * @throws dev.hera.error.NotFoundException when there is no such node
   */
  public Explanation explain(String name) {
    String node = Required.trimmed("name", name);
    LaunchSettings limits = calls.units().launchSettings();
    return calls.lookAt(
        call(Map.of(), Verb.EXPLAIN),
        (unit, place) -> new Explaining(unit, limits).explain(place, node));
  }

  /**
   * Leaves the caller's place for a new role in another orchestrator, in one transaction.
   *
   * @param kind {@link RoleKind#WORKER} or {@link RoleKind#FREELANCE}
   * @param status the first status there, or null
   * @throws dev.hera.error.ForbiddenException when the caller is a coordinator
   * @throws dev.hera.error.NotFoundException when there is no such orchestrator
   * @throws dev.hera.error.AlreadyBoundException when the caller has a place there
   * @throws dev.hera.error.NameTakenException when the role name is taken
   */
  public Moved move(String orchestrator, String roleName, RoleKind kind, @Nullable Status status) {
    JoinVerbs.Attaching attaching = JoinVerbs.attaching(orchestrator, roleName, kind, null, status);
    return calls.leave(
        call(Map.of(), Verb.MOVE, attaching, this.orchestrator),
        Moved.class,
        (unit, acting) -> VerbAnswer.of(new Handover(unit).move(acting, attaching)));
  }

  /**
   * Gives the caller's place up: the way back from a mistaken join.
   *
   * @throws dev.hera.error.ForbiddenException when the caller coordinates the orchestrator, or is
   *     the worker that Hera started for one of its nodes
   */
  public Left leave() {
    return calls.leave(
        call(Map.of(), Verb.LEAVE, orchestrator),
        Left.class,
        (unit, acting) -> VerbAnswer.of(new Handover(unit).leave(acting)));
  }

  <T> T look(Verb verb, BiFunction<UnitOfWork, Acting, T> work) {
    return calls.look(call(Map.of(), verb), work);
  }

  <T extends Record> T change(
      Map<String, String> late,
      Verb verb,
      Class<T> type,
      BiFunction<UnitOfWork, Acting, VerbAnswer<T>> work,
      @Nullable Object... arguments) {
    return calls.change(call(late, verb, arguments), type, work);
  }

  Call call(Map<String, String> late, Verb verb, @Nullable Object... arguments) {
    return new Call(caller, orchestrator, key, verb, Arrays.asList(arguments), late);
  }
}
