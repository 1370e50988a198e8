package dev.hera.store.tck;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Every question of the SPI, about rows that there are and some that there are not. */
final class RandomQuestions {
  private static final List<Integer> LIMITS = List.of(0, 1, 3, Integer.MAX_VALUE);

  private final RandomGenerator random;
  private final PlainTransaction committed;
  private final RandomRows rows;

  RandomQuestions(RandomGenerator random, PlainTransaction committed) {
    this.random = random;
    this.committed = committed;
    this.rows = new RandomRows(random, committed);
  }

  private <I> I idOf(List<I> ids, LongFunction<I> type) {
    return ids.isEmpty() || random.nextInt(10) == 0
        ? type.apply(1 + random.nextInt(1_000))
        : rows.late(ids);
  }

  private <R> List<R> some(int most, LongFunction<R> row) {
    return Stream.generate(() -> row.apply(0)).limit(random.nextInt(most + 1)).toList();
  }

  private OrchestratorId ofOrchestrator() {
    return idOf(
        committed.orchestrators.list().stream().map(Orchestrator::id).toList(),
        OrchestratorId::new);
  }

  private RoleId ofRole() {
    return idOf(committed.roles.list().stream().map(Role::id).toList(), RoleId::new);
  }

  private TaskId ofTask() {
    return idOf(committed.tasks.list().stream().map(Task::id).toList(), TaskId::new);
  }

  private MessageId ofMessage() {
    return idOf(committed.messages.list().stream().map(Message::id).toList(), MessageId::new);
  }

  private LaunchId ofLaunch() {
    return idOf(committed.launches.list().stream().map(Launch::id).toList(), LaunchId::new);
  }

  /** One question of each kind, by its name and arguments. */
  Map<String, Function<Transaction, Object>> next() {
    Map<String, Function<Transaction, Object>> all = new LinkedHashMap<>();
    putPeople(all);
    putPlan(all);
    putLaunches(all);
    putMessages(all);
    return all;
  }

  private void putPeople(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    RoleId role = ofRole();
    TaskId task = ofTask();
    String text = rows.text();
    RoleKind kind = rows.any(List.of(RoleKind.values()));
    List<String> texts = some(8, none -> rows.text());
    List<TaskId> tasks = some(8, none -> ofTask());
    all.put("orchestrators.find " + of, tx -> tx.orchestrators().find(of));
    all.put("orchestrators.findActive " + text, tx -> tx.orchestrators().findActive(text));
    all.put("orchestrators.listActive", tx -> tx.orchestrators().listActive());
    all.put("orchestrators.listChildren " + of, tx -> tx.orchestrators().listChildren(of));
    all.put("roles.find " + role, tx -> tx.roles().find(role));
    all.put("roles.findActive " + of + text, tx -> tx.roles().findActive(of, text));
    all.put("roles.listActive " + of, tx -> tx.roles().listActive(of));
    all.put("roles.listActive " + of + kind, tx -> tx.roles().listActive(of, kind));
    all.put("roles.listActive " + of + texts, tx -> tx.roles().listActive(of, texts));
    all.put("tasks.find " + task, tx -> tx.tasks().find(task));
    all.put("tasks.list " + tasks, tx -> tx.tasks().list(tasks));
    all.put("tasks.listActive " + texts, tx -> tx.tasks().listActive(texts));
    all.put("bindings.listOf " + role, tx -> tx.bindings().listOf(role));
    all.put("bindings.listOf " + task, tx -> tx.bindings().listOf(task));
    all.put("bindings.list " + of, tx -> tx.bindings().list(of));
    all.put("bindings.listLive " + of, tx -> tx.bindings().listLive(of));
  }

  private void putPlan(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    RoleId role = ofRole();
    RoleId other = ofRole();
    List<RoleId> roles = some(8, none -> ofRole());
    all.put("edges.contains " + role + other, tx -> tx.edges().contains(role, other));
    all.put("edges.listBlockers " + role, tx -> tx.edges().listBlockers(role));
    all.put("edges.listDependents " + role, tx -> tx.edges().listDependents(role));
    all.put("edges.list " + of, tx -> tx.edges().list(of));
    all.put("gates.find " + role, tx -> tx.gates().find(role));
    all.put("gates.list " + roles, tx -> tx.gates().list(roles));
    all.put("gates.list " + of, tx -> tx.gates().list(of));
    all.put("holds.listOpen " + role, tx -> tx.holds().listOpen(role));
    all.put("holds.list " + role, tx -> tx.holds().list(role));
    all.put("holds.listUntold " + of, tx -> tx.holds().listUntold(of));
  }

  private void putLaunches(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    RoleId role = ofRole();
    LaunchId launch = ofLaunch();
    String text = rows.text();
    Instant at = rows.instant();
    int limit = rows.any(LIMITS);
    LaunchState state = rows.any(List.of(LaunchState.values()));
    List<OrchestratorId> except = some(4, none -> ofOrchestrator());
    all.put("launches.find " + launch, tx -> tx.launches().find(launch));
    all.put("launches.find " + role, tx -> tx.launches().find(role));
    all.put("launches.find key " + text, tx -> tx.launches().find(new LaunchKey(text)));
    all.put(
        "launches.listDue " + at + except + limit, tx -> tx.launches().listDue(at, except, limit));
    all.put("launches.findNextDue " + at, tx -> tx.launches().findNextDue(at));
    all.put("launches.list " + of, tx -> tx.launches().list(of));
    all.put("launches.list " + state, tx -> tx.launches().list(state));
    all.put("launches.listPlaces " + of, tx -> tx.launches().listPlaces(of));
    all.put("launches.listPlaces", tx -> tx.launches().listPlaces(null));
    all.put("launches.findToken " + text, tx -> tx.launches().findToken(text));
  }

  private void putMessages(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    RoleId role = ofRole();
    MessageId message = random.nextBoolean() ? ofMessage() : new MessageId(0);
    String verb = rows.text();
    String key = rows.text();
    Instant at = rows.instant();
    int limit = rows.any(LIMITS);
    List<MessageId> ids = some(8, none -> ofMessage());
    List<OrchestratorId> places = some(4, none -> ofOrchestrator());
    all.put("messages.list " + ids, tx -> tx.messages().list(ids));
    all.put("messages.listUnread " + role, tx -> tx.messages().listUnread(role));
    all.put("messages.countUnread " + role, tx -> tx.messages().countUnread(role, true));
    all.put("messages.countUnread no " + role, tx -> tx.messages().countUnread(role, false));
    all.put("messages.listSent " + role + at, tx -> tx.messages().listSent(role, at));
    all.put(
        "messages.listAfter " + places + message + limit,
        tx -> tx.messages().listAfter(places, message, limit));
    all.put("messages.findCursor " + role, tx -> tx.messages().findCursor(role));
    all.put(
        "events.list " + of + message + limit, tx -> tx.events().list(of, message.value(), limit));
    all.put("events.listAbout " + role, tx -> tx.events().listAbout(role));
    all.put("answers.find " + role + verb + key, tx -> tx.answers().find(role, verb, key));
    all.put("answers.find " + verb + key, tx -> tx.answers().find(null, verb, key));
  }
}
