package dev.hera.store.tck.sim;

import dev.hera.Hera;
import dev.hera.HeraBuilder;
import dev.hera.error.HeraException;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.launcher.Directories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything outside of Hera: the clock, the gaters' processes, the workers, what goes wrong. */
final class World {
  static final String PLACE = "shop";
  static final int LEASE_SECONDS = 60;
  private static final int HOSTS = 3;
  private static final int MOST_NESTED = 2;

  final Random random;
  final Faults faults;
  final Occurrences occurrences = new Occurrences();
  final SimulatedClock clock = new SimulatedClock();
  final HeraStore store;
  final Changes changes;
  final List<SimulatedProcess> processes = new ArrayList<>();
  final Expectations expected;

  /** Whether the launchers need no places, so that starts are committed with what released them. */
  final boolean startsAtOnce;

  /** The node that never starts while there are faults; often there is none of this name. */
  final String cursed;

  private final Protocol protocol;
  private final List<Host> hosts = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private final int limit;
  private Runnable others = () -> {};
  private int owners;
  private int nested;
  private @Nullable Breach breach;

  World(long seed, HeraStore store, Changes changes, Protocol protocol) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    this.faults = new Faults(random);
    this.store = store;
    this.changes = changes;
    this.protocol = protocol;
    this.expected = new Expectations(this);
    this.startsAtOnce = seed % 3 == 0;
    this.cursed = "n" + random.nextInt(20);
    this.limit = random.nextInt(100) < 25 ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
  }

  /** Names what the others do while one gater pauses. */
  void others(Runnable step) {
    others = step;
  }

  /** A gater that can be called now; the dead are replaced. */
  Host host() {
    List<Host> free = hosts.stream().filter(Host::isFree).toList();
    boolean another = free.isEmpty() || (hosts.size() < HOSTS && faults.chance(30));
    return another ? open() : free.get(random.nextInt(free.size()));
  }

  List<Host> freeHosts() {
    return hosts.stream().filter(Host::isFree).toList();
  }

  private Host open() {
    String owner = "gater-" + owners++;
    CrashingStore way = new CrashingStore(this.store, occurrences, this::othersAct);
    Host host = new Host(owner, way, occurrences);
    HeraBuilder builder =
        Hera.builder(protocol.store(way, random))
            .clock(clock)
            .random(new Random(random.nextLong()))
            .directories(new NoDirectories())
            .owners(new NamedOwners(owner))
            .maxLiveWorkers(limit, limit)
            .lease(Duration.ofSeconds(LEASE_SECONDS))
            .doorbell(new SimulatedDoorbell(this))
            .launcher(protocol.launcher(new SimulatedLauncher(this, host), random));
    host.runs(builder.build());
    hosts.add(host);
    return host;
  }

  /** Lets others act, as often as a pause allows, unless this is already a pause in a pause. */
  void othersAct() {
    if (nested >= MOST_NESTED) {
      return;
    }
    nested++;
    int steps = 1 + random.nextInt(4);
    try {
      boolean unused =
          calledByHera(
              () -> {
                IntStream.range(0, steps).forEach(i -> others.run());
                return true;
              });
    } finally {
      nested--;
    }
  }

  /** Runs what Hera calls: a breach that is found in it ends this life, whoever catches it. */
  <T> T calledByHera(Supplier<T> code) {
    try {
      return code.get();
    } catch (Breach found) {
      breach = found;
      throw found;
    }
  }

  /** What became of a call. */
  record Outcome<T>(@Nullable T answer, @Nullable HeraException refusal, boolean crashed) {
    boolean isAnswered() {
      return answer != null;
    }

    /** Whether the caller does not know what became of its call. */
    boolean isOpen() {
      return crashed || refusal instanceof StoreUnavailableException;
    }
  }

  /** Makes a call through a host, which may die in it. */
  <T> Outcome<T> call(Host host, Function<Hera, T> work) {
    host.busy(true);
    Outcome<T> outcome = outcome(host.hera(), work);
    host.busy(false);
    if (breach != null) {
      throw breach;
    }
    if (!host.store().isDead()) {
      return outcome;
    }
    died(host);
    return new Outcome<>(null, null, true);
  }

  private static <T> Outcome<T> outcome(Hera hera, Function<Hera, T> work) {
    try {
      return new Outcome<>(work.apply(hera), null, false);
    } catch (HeraException refusal) {
      return new Outcome<>(null, refusal, false);
    } catch (Crash crash) {
      return new Outcome<>(null, null, true);
    }
  }

  void kill(Host host) {
    occurrences.count(Occurrence.KILLED);
    died(host);
  }

  private void died(Host host) {
    host.store().die();
    hosts.remove(host);
    if (faults.chance(50)) {
      gone.add(host.owner());
    }
  }

  void tick(Host host) {
    OccurrenceCounts counts = new OccurrenceCounts(this);
    Map<LaunchId, Launch> before = counts.starting();
    Outcome<Boolean> outcome =
        call(
            host,
            hera -> {
              hera.tick();
              return true;
            });
    if (outcome.isAnswered()) {
      host.countGivenUp();
    }
    counts.countAdoptions(before);
  }

  List<SimulatedProcess> alive() {
    return processes.stream().filter(process -> process.alive).toList();
  }

  private final class NamedOwners implements Owners {
    private final String self;

    NamedOwners(String self) {
      this.self = self;
    }

    @Override
    public String self() {
      return self;
    }

    @Override
    public boolean isGone(String owner) {
      return gone.contains(owner);
    }
  }

  /** Nobody calls by directory here, and no worktree is ever gone. */
  private static final class NoDirectories implements Directories {
    @Override
    public Located locate(Path cwd) {
      return new Located(cwd, cwd, null);
    }

    @Override
    public boolean isGone(String worktree) {
      return false;
    }
  }
}
