package dev.hera.store.tck.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.history.EventKind;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.result.Submitted;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A short life of a plan: submitted, worked on, failed, recovered and done. What the store refuses
 * as unavailable is called again with the same idempotency key, as an agent would; so, however
 * often the store fails in between, the end is the same. For one thread.
 */
public final class ScenarioPlan {
  static final String NAME = "scenario";
  private static final int MOST_TRIES = 20;

  private final HeraStore store;
  private final StandingClock clock = new StandingClock();
  private final ScenarioLauncher launcher = new ScenarioLauncher();
  private final Hera hera;
  private final List<ScenarioFact> answered = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, RoleId> roles = new HashMap<>();

  private ScenarioPlan(HeraStore store) {
    this.store = store;
    this.hera =
        Hera.builder(store)
            .clock(clock)
            .random(new Random(7))
            .owners(new ScenarioOwner())
            .launcher(launcher)
            .build();
  }

  /** A scenario that has not begun. The store is empty, and is not closed by the scenario. */
  public static ScenarioPlan on(HeraStore store) {
    return new ScenarioPlan(store);
  }

  /** How many calls have been answered; may be asked by any thread. */
  public int answered() {
    return answered.size();
  }

  /** Asserts that the first so many calls that were answered are visible in this store. */
  public void assertVisible(HeraStore other, int calls) {
    List<ScenarioFact> facts = List.copyOf(answered.subList(0, calls));
    List<String> missing =
        other.read(
            tx ->
                facts.stream()
                    .filter(fact -> !fact.isVisible().test(tx))
                    .map(ScenarioFact::call)
                    .toList());
    assertThat(missing).as("answered, but not visible").isEmpty();
  }

  /**
   * Asserts that this store stands where this scenario stood at one moment: it knows the first of
   * the answered calls, up to some call, and none after that.
   */
  public void assertEarlier(HeraStore other) {
    List<ScenarioFact> facts = List.copyOf(answered);
    List<Boolean> visible =
        other.read(tx -> facts.stream().map(fact -> fact.isVisible().test(tx)).toList());
    int first = visible.indexOf(false);
    int last = visible.lastIndexOf(true);
    assertThat(first < 0 || last < first).as("%s is one moment of the scenario", visible).isTrue();
  }

  /** Runs it from beginning to end. */
  public void run() {
    Caller lead = open();
    submit(lead);
    workOn("a", Status.DONE);
    workOn("b", Status.DONE);
    workOn("c", Status.FAILED);
    read(lead);
    report("c", Status.DONE);
    workOn("d", Status.DONE);
    cancelTheRest(lead);
  }

  /** How it stands: what every role last reported, and all messages but notices, in order. */
  public String outcome() {
    return ScenarioOutcome.of(store);
  }

  private Caller open() {
    Caller lead = call("register", () -> hera.tasks().register(NewTask.named("lead")));
    call(
        "open",
        () -> hera.newcomer(lead).once("open").newOrchestrator(NAME, "lead", "Ship it", null));
    know("open", tx -> tx.orchestrators().findActive(NAME).isPresent());
    Caller guest = call("register", () -> hera.tasks().register(NewTask.named("guest")));
    call(
        "join",
        () ->
            hera.newcomer(guest).once("join").join(NAME, "guest", RoleKind.FREELANCE, null, null));
    know("join", tx -> find(tx, "guest"));
    return lead;
  }

  private static boolean find(Transaction tx, String role) {
    return tx.orchestrators()
        .findActive(NAME)
        .filter(
            here -> !tx.roles().listActive(here.id(), RoleFilter.named(List.of(role))).isEmpty())
        .isPresent();
  }

  private void submit(Caller lead) {
    Plan plan =
        Plan.builder()
            .node("a", "Schema")
            .node("b", "API")
            .after("a")
            .node("c", "Page")
            .after("a")
            .node("d", "Test")
            .after("b", "c")
            .node("e", "Never wanted")
            .after("d")
            .build();
    Coordinator coordinator = hera.coordinator(lead, NAME);
    Submitted submitted = call("submit", () -> coordinator.once("submit").submit(plan));
    submitted.nodes().forEach(node -> roles.put(node.name(), node.roleId()));
    know(
        "submit",
        tx ->
            roles.values().stream().allMatch(id -> tx.roles().find(id).isPresent())
                && tx.edges().listBlockers(List.of(role("d"))).size() == 2);
  }

  private void workOn(String node, Status end) {
    awaitStart(node);
    report(node, Status.WORKING);
    String body = node + " is " + end.wire();
    MessageId id =
        call("send", () -> worker(node).once("end").send(Outgoing.report(end, "The end", body)))
            .messageId();
    know(
        "send of " + node,
        tx -> isThere(tx, id, message -> message.body().equals(body)) && isReported(tx, node, end));
  }

  private void report(String node, Status status) {
    call("report", () -> worker(node).once(status.wire()).report(status));
    know("report of " + node, tx -> isReported(tx, node, status));
  }

  private void read(Caller lead) {
    Participant reader = hera.participant(lead, NAME);
    Inbox inbox = call("inbox", () -> reader.once("inbox").inbox());
    List<MessageId> ids = inbox.messages().stream().map(Inbox.Item::id).toList();
    know(
        "inbox",
        tx ->
            tx.messages().list(ids).stream().filter(message -> message.read() != null).count()
                == ids.size());
  }

  private void cancelTheRest(Caller lead) {
    Coordinator coordinator = hera.coordinator(lead, NAME);
    call("plan", () -> coordinator.once("f").plan(Plan.Node.worker("f", "One more")));
    know("plan", tx -> find(tx, "f"));
    call("cancel", () -> coordinator.once("cancel").cancel("e"));
    know("cancel", tx -> tx.roles().find(role("e")).filter(e -> e.cancelled() != null).isPresent());
  }

  private RoleId role(String node) {
    return Objects.requireNonNull(roles.get(node), node);
  }

  private boolean isReported(Transaction tx, String node, Status status) {
    return tx.events().listAbout(role(node)).stream()
        .anyMatch(
            event ->
                event.kind() == EventKind.STATUS_REPORTED
                    && status.wire().equals(event.changes().get("status")));
  }

  private static boolean isThere(Transaction tx, MessageId id, Predicate<Message> as) {
    return tx.messages().list(List.of(id)).stream().anyMatch(as);
  }

  /** The worker that was last started for the node. */
  private Participant worker(String node) {
    return hera.participant(Caller.worker(launcher.token(node)), null);
  }

  private void awaitStart(String node) {
    for (int i = 0; i < MOST_TRIES && !launcher.hasStarted(node); i++) {
      call(
          "tick",
          () -> {
            hera.tick();
            return true;
          });
      clock.passLease();
    }
    assertThat(launcher.hasStarted(node)).as("%s is started in the end", node).isTrue();
  }

  private void know(String call, Predicate<Transaction> fact) {
    answered.add(new ScenarioFact(call, fact));
  }

  private <T> T call(String what, Supplier<T> verb) {
    for (int i = 1; true; i++) {
      try {
        return verb.get();
      } catch (StoreUnavailableException e) {
        assertThat(i).as("tries of %s", what).isLessThan(MOST_TRIES);
        clock.passLease();
      }
    }
  }
}
