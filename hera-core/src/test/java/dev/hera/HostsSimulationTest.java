package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.host.Host;
import dev.hera.host.HostLoad;
import dev.hera.host.NewHost;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.HostId;
import dev.hera.role.NodeKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random lives of several hosts on one store: they start, hang, die amid a start and return. */
@Proves({"G28", "G30", "G32"})
class HostsSimulationTest {
  private static final int LIVES = TestWorld.isInMemory() ? 200 : 10;
  private static final int STEPS = 120;
  private static final int NODES = 12;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final List<String> PROJECTS = List.of("shop", "web");

  @Test
  void every_node_runs_once_on_a_host_that_may_start_it_whatever_dies() {
    Map<String, Integer> happened = new TreeMap<>();
    for (int seed = 0; seed < LIVES; seed++) {
      try (Life life = new Life(seed, happened)) {
        life.run();
      }
    }
    assertThat(happened.keySet())
        .contains("died", "died before a start", "died after a start", "returned", "drained")
        .contains("held as unknown", "done elsewhere", "started");
  }

  /** One host: its workers outlive its processes. */
  private static final class Machine implements WorkerLauncher {
    private final Life life;
    private final String name;
    private final List<String> projects;
    private final @Nullable Integer capacity;
    private final Map<LaunchKey, String> tokens =
        new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final Map<LaunchKey, Integer> epochs = new HashMap<>();
    private @Nullable Hera hera;
    private int processes;

    Machine(Life life, String name, List<String> projects, @Nullable Integer capacity) {
      this.life = life;
      this.name = name;
      this.projects = projects;
      this.capacity = capacity;
    }

    void begin() {
      processes++;
      NewHost self = NewHost.named("id-" + name, name);
      hera =
          Hera.builder(new MortalStore(new SharedStore(life.store)))
              .clock(life.clock)
              .directories(life.directories)
              .random(new Random(life.random.nextLong()))
              .launcher(this)
              .lease(LEASE)
              .owners(new OwnersThatCannotTell(name + processes))
              .host(capacity == null ? self : self.withCapacity(capacity))
              .build();
    }

    void tick() {
      if (hera != null && Crash.ends(hera::tick)) {
        hera = null;
      }
    }

    @Override
    public List<String> projects() {
      return projects;
    }

    @Override
    public Placement place(LaunchRequest request) {
      Crash.requireAlive();
      life.dieAtTimes("died before a start", 40);
      return new Placement("/" + name + "/" + request.key(), null);
    }

    @Override
    public void start(LaunchRequest request, Placement placement, String token) {
      Crash.requireAlive();
      life.dieAtTimes("died before a start", 20);
      life.checkStart(this, request);
      tokens.put(request.key(), token);
      epochs.put(request.key(), request.epoch());
      life.dieAtTimes("died after a start", 10);
    }

    @Override
    public Found find(LaunchKey key) {
      return tokens.containsKey(key)
          ? new Found.Running(epochs.getOrDefault(key, 0))
          : new Found.NotThere();
    }
  }

  private static final class Life implements AutoCloseable {
    private final HeraStore store = TestStores.open();
    private final StandingClock clock = new StandingClock();
    private final KnownDirectories directories = new KnownDirectories();
    private final Random random;
    private final int seed;
    private final Map<String, Integer> happened;
    private final List<Machine> machines = new ArrayList<>();
    private final Hera observer = Hera.builder(store).clock(clock).random(new Random(1)).build();
    private final Coordinator lead = observer.newOrchestrator("plan", "lead");
    private boolean calm;

    Life(int seed, Map<String, Integer> happened) {
      this.seed = seed;
      this.random = new Random(seed);
      this.happened = happened;
      for (String name : List.of("a", "b", "c")) {
        List<String> some = PROJECTS.stream().filter(project -> random.nextBoolean()).toList();
        List<String> projects =
            some.isEmpty() ? List.of(PROJECTS.get(machines.size() % PROJECTS.size())) : some;
        Integer capacity = random.nextBoolean() ? null : 1 + random.nextInt(3);
        machines.add(new Machine(this, name, projects, capacity));
      }
      machines.add(new Machine(this, "all", PROJECTS, 1));
    }

    private void count(String what) {
      happened.merge(what, 1, Integer::sum);
    }

    void dieAtTimes(String how, int oneIn) {
      if (!calm && random.nextInt(oneIn) == 0) {
        count(how);
        throw Crash.dying();
      }
    }

    private Host host(Machine machine) {
      return observer.hosts().list().stream()
          .map(HostLoad::host)
          .filter(host -> host.id().equals(new HostId("id-" + machine.name)))
          .findFirst()
          .orElseThrow();
    }

    /** What must be so when a process is started: nobody else has it, and the host may. */
    void checkStart(Machine machine, LaunchRequest request) {
      count("started");
      Host host = host(machine);
      String what = "seed " + seed + ": " + request.role() + " at " + host;
      assertThat(host.isAlive(clock.instant())).as(what).isTrue();
      assertThat(machine.projects).as(what).contains(String.valueOf(request.project()));
      assertThat(machines).as(what).noneMatch(one -> one.tokens.containsKey(request.key()));
      Launch launch = store.read(tx -> tx.launches().listByKeys(List.of(request.key()))).get(0);
      assertThat(launch.host()).as(what).isEqualTo(host.id());
      if (host.capacity() != null) {
        List<Launch> places = store.read(tx -> tx.launches().listPlaces(null));
        assertThat(places)
            .as(what)
            .filteredOn(one -> host.id().equals(one.host()))
            .hasSizeLessThanOrEqualTo(host.capacity());
      }
    }

    void run() {
      machines.forEach(Machine::begin);
      machines.forEach(Machine::tick);
      submit();
      for (int step = 0; step < STEPS; step++) {
        step();
        check();
      }
      endInPeace();
    }

    private void submit() {
      Plan.Builder plan = Plan.builder();
      for (int i = 0; i < NODES; i++) {
        String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
        plan.node(new Plan.Node("n" + i, NodeKind.WORKER, "work", null, project));
        for (int j = 0; j < i; j++) {
          if (random.nextInt(4) == 0) {
            plan.edge("n" + i, "n" + j);
          }
        }
      }
      lead.submit(plan.build());
    }

    private void step() {
      Machine machine = machines.get(random.nextInt(machines.size()));
      switch (random.nextInt(12)) {
        case 0 -> clock.advance(Duration.ofSeconds(random.nextInt(40)));
        case 1 -> clock.advance(Duration.ofMillis(random.nextInt(1_500)));
        case 2 -> die(machine);
        case 3, 4 -> comeBack(machine);
        case 5 -> drain(machine);
        case 6, 7, 8 -> workersCall(machine);
        default -> machine.tick();
      }
    }

    private void die(Machine machine) {
      if (machine.hera != null) {
        machine.hera = null;
        count("died");
      }
    }

    private void comeBack(Machine machine) {
      if (machine.hera == null) {
        machine.begin();
        machine.tick();
        count("returned");
      }
    }

    private void drain(Machine machine) {
      if (random.nextInt(3) == 0) {
        observer.hosts().drain(machine.name);
        count("drained");
      } else {
        observer.hosts().undrain(machine.name);
      }
    }

    /** A worker of this machine calls whichever host it finds. */
    private void workersCall(Machine machine) {
      Hera at = machines.get(random.nextInt(machines.size())).hera;
      if (at != null) {
        for (Map.Entry<LaunchKey, String> worker : machine.tokens.entrySet()) {
          if (random.nextInt(3) == 0) {
            at.participant(Caller.worker(worker.getValue()), null)
                .report(random.nextBoolean() ? Status.WORKING : Status.DONE);
            count(at == machine.hera ? "called its host" : "done elsewhere");
          }
        }
      }
    }

    private void check() {
      store.<Boolean>read(
          tx -> {
            Recount.check(tx, tx.orchestrators().findActive("plan").orElseThrow(), "seed " + seed);
            return true;
          });
      for (PlanView.Node node : observer.plan("plan").nodes()) {
        if (node.state() == ViewState.HELD) {
          count("held as unknown");
        }
      }
    }

    /** From here on nobody dies: everything that can go on does. */
    private void endInPeace() {
      calm = true;
      for (int round = 0; round < 60 && !isDone(); round++) {
        for (Machine machine : machines) {
          comeBack(machine);
          observer.hosts().undrain(machine.name);
          machine.tick();
        }
        machines.forEach(this::workersFinish);
        clock.advance(Duration.ofSeconds(10));
      }
      assertThat(observer.plan("plan").nodes())
          .as("seed %s", seed)
          .extracting(PlanView.Node::state)
          .containsOnly(ViewState.IN_REVIEW);
      Set<LaunchKey> keys = new HashSet<>();
      for (Machine machine : machines) {
        assertThat(machine.tokens.keySet()).as("seed %s", seed).allMatch(keys::add);
      }
      assertThat(keys).hasSize(NODES);
    }

    private boolean isDone() {
      return observer.plan("plan").nodes().stream()
          .allMatch(node -> node.state() == ViewState.IN_REVIEW);
    }

    private void workersFinish(Machine machine) {
      Hera at = machine.hera;
      if (at != null) {
        for (String token : machine.tokens.values()) {
          at.participant(Caller.worker(token), null).report(Status.DONE);
        }
      }
    }

    @Override
    public void close() {
      observer.close();
    }
  }
}
