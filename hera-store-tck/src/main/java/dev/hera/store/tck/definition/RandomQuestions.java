package dev.hera.store.tck.definition;

import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.HoldId;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.role.BindingId;
import dev.hera.role.HostId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Every question of the SPI, about rows that there are and some that there are not. */
public final class RandomQuestions {
  private static final List<Integer> LIMITS = List.of(0, 1, 3, Integer.MAX_VALUE);

  private final RandomGenerator random;
  private final PlainTransaction committed;
  private final RandomRows rows;

  public RandomQuestions(RandomGenerator random, PlainTransaction committed) {
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
    return idOf(committed.orchestrators.keys(), OrchestratorId::new);
  }

  private RoleId ofRole() {
    return idOf(committed.roles.keys(), RoleId::new);
  }

  private TaskId ofTask() {
    return idOf(committed.tasks.keys(), TaskId::new);
  }

  private MessageId ofMessage() {
    return idOf(committed.messages.keys(), MessageId::new);
  }

  private LaunchId ofLaunch() {
    return idOf(committed.launches.keys(), LaunchId::new);
  }

  private BindingId ofBinding() {
    return idOf(committed.bindings.keys(), BindingId::new);
  }

  private HoldId ofHold() {
    return idOf(committed.holds.keys(), HoldId::new);
  }

  private HostId ofHost() {
    return idOf(committed.hosts.keys(), number -> new HostId(rows.text() + number));
  }

  private Edge.Key ofPair() {
    List<Edge.Key> all = committed.edges.keys();
    return all.isEmpty() || random.nextInt(10) == 0
        ? new Edge.Key(ofRole(), ofRole())
        : rows.late(all);
  }

  /** One question of each kind, by its name and arguments. */
  Map<String, Function<Transaction, Object>> next() {
    Map<String, Function<Transaction, Object>> all = new LinkedHashMap<>();
    putTables(all);
    putPeople(all);
    putPlan(all);
    putLaunches(all);
    putMessages(all);
    return all;
  }

  /** What every table is asked. */
  private <K> void putTable(
      Map<String, Function<Transaction, Object>> all,
      String name,
      Function<Transaction, ? extends Table<K, ?>> table,
      Supplier<K> key) {
    K one = key.get();
    List<K> several = some(8, none -> key.get());
    all.put(name + ".find " + one, tx -> table.apply(tx).find(one));
    all.put(name + ".list " + several, tx -> table.apply(tx).list(several));
  }

  private void putTables(Map<String, Function<Transaction, Object>> all) {
    putTable(all, "orchestrators", Transaction::orchestrators, this::ofOrchestrator);
    putTable(all, "roles", Transaction::roles, this::ofRole);
    putTable(all, "tasks", Transaction::tasks, this::ofTask);
    putTable(all, "bindings", Transaction::bindings, this::ofBinding);
    putTable(all, "edges", Transaction::edges, this::ofPair);
    putTable(all, "gates", Transaction::gates, this::ofRole);
    putTable(all, "launches", Transaction::launches, this::ofLaunch);
    putTable(all, "holds", Transaction::holds, this::ofHold);
    putTable(all, "messages", Transaction::messages, this::ofMessage);
    putTable(all, "hosts", Transaction::hosts, this::ofHost);
    all.put("hosts.list", tx -> tx.hosts().list());
  }

  private void putPeople(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    String text = rows.text();
    List<String> texts = some(8, none -> rows.text());
    List<RoleId> roles = some(8, none -> ofRole());
    List<TaskId> tasks = some(8, none -> ofTask());
    all.put("orchestrators.findActive " + text, tx -> tx.orchestrators().findActive(text));
    all.put("orchestrators.listActive", tx -> tx.orchestrators().listActive());
    all.put("orchestrators.listChildren " + of, tx -> tx.orchestrators().listChildren(of));
    for (RoleFilter filter : filters(texts)) {
      all.put("roles.listActive " + of + filter, tx -> tx.roles().listActive(of, filter));
    }
    all.put("tasks.listActive " + texts, tx -> tx.tasks().listActive(texts));
    all.put("bindings.listOfRoles " + roles, tx -> tx.bindings().listOfRoles(roles));
    all.put("bindings.listOfTasks " + tasks, tx -> tx.bindings().listOfTasks(tasks));
    all.put("bindings.list " + of, tx -> tx.bindings().list(of, false));
    all.put("bindings.list live " + of, tx -> tx.bindings().list(of, true));
  }

  private List<RoleFilter> filters(List<String> names) {
    RoleKind kind = rows.any(List.of(RoleKind.values()));
    return List.of(
        RoleFilter.ALL,
        RoleFilter.of(kind),
        RoleFilter.named(names),
        new RoleFilter(kind, Set.copyOf(names)));
  }

  private void putPlan(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    RoleId role = ofRole();
    List<RoleId> roles = some(8, none -> ofRole());
    all.put("edges.listBlockers " + roles, tx -> tx.edges().listBlockers(roles));
    all.put("edges.listDependents " + roles, tx -> tx.edges().listDependents(roles));
    all.put("edges.list " + of, tx -> tx.edges().list(of));
    all.put("gates.list " + of, tx -> tx.gates().list(of));
    all.put("holds.listOf " + role, tx -> tx.holds().listOf(role, false));
    all.put("holds.listOf open " + role, tx -> tx.holds().listOf(role, true));
    all.put("holds.listUntold " + of, tx -> tx.holds().listUntold(of));
  }

  private void putLaunches(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = ofOrchestrator();
    List<RoleId> roles = some(8, none -> ofRole());
    String text = rows.text();
    Instant at = rows.instant();
    int limit = rows.any(LIMITS);
    LaunchState state = rows.any(List.of(LaunchState.values()));
    List<OrchestratorId> except = some(4, none -> ofOrchestrator());
    all.put("launches.listOf " + roles, tx -> tx.launches().listOf(roles));
    List<LaunchKey> keys = some(4, none -> new LaunchKey(rows.text()));
    all.put("launches.listByKeys " + keys, tx -> tx.launches().listByKeys(keys));
    List<LaunchState> states = some(3, none -> rows.any(List.of(LaunchState.values())));
    all.put(
        "launches.listDue " + states + at + except + limit,
        tx -> tx.launches().listDue(states, at, except, limit));
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
    List<OrchestratorId> places = some(4, none -> ofOrchestrator());
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
    all.put(
        "events.list all " + message + limit, tx -> tx.events().list(null, message.value(), limit));
    all.put("events.listAbout " + role, tx -> tx.events().listAbout(role));
    all.put("answers.find " + role + verb + key, tx -> tx.answers().find(role, verb, key));
    all.put("answers.find " + verb + key, tx -> tx.answers().find(null, verb, key));
  }
}
