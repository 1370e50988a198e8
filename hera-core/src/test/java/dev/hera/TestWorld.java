package dev.hera;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.memory.MemoryStore;
import dev.hera.message.Message;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.RoleFilter;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One store with one or several Heras on it, whose clock, launcher and crashes a test decides. */
final class TestWorld implements AutoCloseable {
  static final String PLACE = "shop";

  private final HeraStore store;
  private final StandingClock clock = new StandingClock();
  private final ScriptedLauncher launcher;
  private final KnownDirectories directories = new KnownDirectories();
  private final Set<String> goneOwners = new HashSet<>();
  private final Set<String> otherProcesses = new HashSet<>();
  private final List<Hera> heras = new ArrayList<>();
  private final Hera hera;
  private @Nullable Coordinator lead;

  TestWorld() {
    this(TestStores.open(), builder -> builder);
  }

  TestWorld(HeraStore store, UnaryOperator<HeraBuilder> fitting) {
    this(store, new ScriptedLauncher(), fitting);
  }

  private TestWorld(
      HeraStore store, ScriptedLauncher launcher, UnaryOperator<HeraBuilder> fitting) {
    this.store = store;
    this.launcher = launcher;
    hera = another("first", fitting);
  }

  /** A world with an orchestrator {@link #PLACE}. */
  static TestWorld withPlace() {
    return withPlace(builder -> builder);
  }

  static TestWorld withPlace(UnaryOperator<HeraBuilder> fitting) {
    return withPlace(new ScriptedLauncher(), fitting);
  }

  static TestWorld withPlace(ScriptedLauncher launcher, UnaryOperator<HeraBuilder> fitting) {
    TestWorld world = new TestWorld(TestStores.open(), launcher, fitting);
    world.lead = world.open(PLACE);
    return world;
  }

  /** Whether these tests run in memory, where a sequence costs next to nothing. */
  static boolean isInMemory() {
    try (HeraStore any = TestStores.open()) {
      return any instanceof MemoryStore;
    }
  }

  /** Another Hera on the same store, with the same clock and launcher. */
  Hera another(String owner) {
    return another(owner, builder -> builder);
  }

  Hera another(String owner, UnaryOperator<HeraBuilder> fitting) {
    HeraBuilder builder =
        Hera.builder(new MortalStore(store))
            .clock(clock)
            .random(new Random(owner.hashCode()))
            .directories(directories)
            .launcher(launcher)
            .owners(new NamedOwners(owner, goneOwners, otherProcesses));
    Hera built = fitting.apply(builder).build();
    heras.add(built);
    return built;
  }

  private record NamedOwners(String self, Set<String> gone, Set<String> others) implements Owners {
    @Override
    public boolean isGone(String owner) {
      return gone.contains(owner);
    }

    @Override
    public boolean runsElsewhere(String owner) {
      return !owner.equals(self) && others.contains(owner);
    }
  }

  /** From now on every gater can tell that this one is gone. */
  void isGone(String owner) {
    goneOwners.add(owner);
    otherProcesses.remove(owner);
  }

  /** From now on every other gater can tell that this one runs. */
  void runs(String owner) {
    otherProcesses.add(owner);
  }

  Coordinator open(String orchestrator) {
    Caller caller =
        hera.tasks().register(new NewTask("lead of " + orchestrator, null, null, "trunk"));
    return hera.newcomer(caller).newOrchestrator(orchestrator, "lead");
  }

  Hera hera() {
    return hera;
  }

  /** The coordinator of {@link #PLACE}. */
  Coordinator lead() {
    return Objects.requireNonNull(lead);
  }

  HeraStore store() {
    return store;
  }

  ScriptedLauncher launcher() {
    return launcher;
  }

  StandingClock clock() {
    return clock;
  }

  KnownDirectories directories() {
    return directories;
  }

  /** Submits nodes in a row, each waiting for the one before it. */
  void chain(String... names) {
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < names.length; i++) {
      plan.node(names[i], "do " + names[i]);
      if (i > 0) {
        plan.after(names[i - 1]);
      }
    }
    lead().submit(plan.build());
  }

  /** Submits nodes that wait for nobody. */
  void roots(String... names) {
    Plan.Builder plan = Plan.builder();
    for (String name : names) {
      plan.node(name, "do " + name);
    }
    lead().submit(plan.build());
  }

  void tick() {
    hera.tick();
  }

  /** Lets so many seconds go by, and then has the gater look. */
  void advance(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    tick();
  }

  /** The worker that was last started for a node, calling with its token. */
  Participant worker(String node) {
    return hera.participant(Caller.worker(launcher.token(node)), null);
  }

  void reports(String node, Status status) {
    worker(node).report(status);
  }

  ViewState state(String node) {
    return view(node).state();
  }

  PlanView.Node view(String node) {
    return hera.plan(PLACE).nodes().stream()
        .filter(one -> one.name().equals(node))
        .findFirst()
        .orElseThrow();
  }

  /** The subjects of the coordinator's unread messages, which are then read. */
  List<String> told() {
    return lead().inbox().messages().stream().map(Inbox.Item::tldr).toList();
  }

  Orchestrator orchestrator(String name) {
    return store.read(tx -> tx.orchestrators().findActive(name)).orElseThrow();
  }

  Role role(String name) {
    Orchestrator place = orchestrator(PLACE);
    return store
        .read(
            tx ->
                tx.roles().listActive(place.id(), RoleFilter.named(Set.of(name))).stream()
                    .findFirst())
        .orElseThrow();
  }

  String name(RoleId role) {
    return store.read(tx -> tx.roles().find(role)).orElseThrow().name();
  }

  Launch launch(String name) {
    Role role = role(name);
    return store
        .read(tx -> tx.launches().listOf(Set.of(role.id())).stream().findFirst())
        .orElseThrow();
  }

  List<Binding> bindings(String name) {
    return bindings(role(name));
  }

  List<Binding> bindings(Role role) {
    return store.read(tx -> tx.bindings().listOfRoles(Set.of(role.id())));
  }

  /** The task that a node last got. */
  Task task(String name) {
    List<Binding> all = bindings(name);
    return store.read(tx -> tx.tasks().find(all.get(all.size() - 1).task())).orElseThrow();
  }

  List<Hold> openHolds(String name) {
    return holds(role(name)).stream().filter(hold -> hold.closed() == null).toList();
  }

  /** All holds that a node ever had. */
  List<Hold> holds(Role role) {
    return store.read(tx -> tx.holds().listOf(role.id(), false));
  }

  List<Message> unread(Role role) {
    return store.read(tx -> tx.messages().listUnread(role.id()));
  }

  /** How many places of workers are taken. */
  int places() {
    return store.read(tx -> tx.launches().listPlaces(null).size());
  }

  List<Event> eventsAbout(String name) {
    Role role = role(name);
    return store.read(tx -> tx.events().listAbout(role.id()));
  }

  /** How often a node's start was begun. */
  long starts(String name) {
    return eventsAbout(name).stream()
        .map(Event::kind)
        .filter(EventKind.LAUNCH_STARTING::equals)
        .count();
  }

  @Override
  public void close() {
    heras.forEach(Hera::close);
  }
}
