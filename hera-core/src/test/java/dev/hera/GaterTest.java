package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.memory.MemoryStore;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.spi.launcher.Directories;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Passes and threads of the gater. */
@Timeout(60)
class GaterTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private CountDownLatch latchAtStart(String role) {
    CountDownLatch called = new CountDownLatch(1);
    world.launcher().onStart(role, request -> called.countDown());
    return called;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Proves("G9")
  void without_start_nothing_is_started_but_by_tick() {
    world.roots("a");
    assertThat(world.launcher().placed()).isEmpty();
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  @Proves({"G7", "G9"})
  void a_started_hera_starts_each_node_when_its_blockers_are_done() throws InterruptedException {
    CountDownLatch first = latchAtStart("a");
    CountDownLatch second = latchAtStart("b");
    world.hera().start();
    world.hera().start();
    world.chain("a", "b");
    await(first);
    world.reports("a", Status.DONE);
    await(second);
  }

  @Test
  @Proves({"G8", "G9"})
  void what_was_left_is_found_when_the_threads_start() throws InterruptedException {
    CountDownLatch called = latchAtStart("a");
    world.roots("a");
    world.hera().start();
    await(called);
  }

  @Test
  @Proves("G11")
  void a_freed_place_wakes_the_gater() throws InterruptedException {
    Hera bounded =
        world.another(
            "bounded",
            builder ->
                builder
                    .maxLiveWorkers(1, 1)
                    .sweepInterval(Duration.ofDays(1))
                    .lease(Duration.ofDays(1)));
    CountDownLatch first = latchAtStart("a");
    CountDownLatch second = latchAtStart("b");
    world.roots("a", "b");
    bounded.start();
    await(first);
    bounded.participant(Caller.worker(world.launcher().token("a")), null).report(Status.DONE);
    await(second);
  }

  @Test
  @Proves("G9")
  void the_threads_of_a_started_hera_are_named_for_what_they_do() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    CountDownLatch called = new CountDownLatch(1);
    AtomicReference<String> starting = new AtomicReference<>();
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              starting.set(Thread.currentThread().getName());
              called.countDown();
            });
    world.roots("a");
    world.hera().start();
    await(called);
    assertThat(starting.get()).matches("hera-start-\\d+");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .extracting(Thread::getName)
        .contains("hera-gater", "hera-look");
  }

  @Test
  void without_a_launcher_ready_nodes_stay_ready() {
    try (Hera alone = Hera.builder(MemoryStore.create()).build()) {
      Coordinator lead =
          alone
              .newcomer(alone.tasks().register(NewTask.named("lead")))
              .newOrchestrator("shop", "lead");
      lead.submit(Plan.builder().node("a", "a").build());
      alone.start();
      alone.tick();
      assertThat(lead.plan().nodes().get(0).state().wire()).isEqualTo("ready");
    }
  }

  @Test
  @Proves("G10")
  void one_bad_node_never_stops_the_others() {
    insertBadNode();
    world.roots("a", "b");
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              throw new IllegalArgumentException();
            });
    world.tick();
    assertThat(world.launcher().started()).containsExactly("b");
    assertThat(world.launch("a").lastError()).isEqualTo("IllegalArgumentException");
  }

  /** A launch that is due although its role has no gate, as no Hera would store it. */
  private void insertBadNode() {
    Role lead = world.role("lead");
    Instant now = world.clock().instant();
    world
        .store()
        .write(
            tx -> {
              RoleId id = new RoleId(tx.takeIds(IdKind.ROLE, 1));
              tx.roles()
                  .insert(
                      List.of(
                          new Role(
                              id,
                              lead.orchestrator(),
                              "bad",
                              RoleKind.WORKER,
                              NodeKind.WORKER,
                              null,
                              "bad",
                              now,
                              null,
                              null,
                              null,
                              null)));
              tx.launches()
                  .insert(
                      List.of(
                          Launch.request(
                              new LaunchId(tx.takeIds(IdKind.LAUNCH, 1)),
                              lead.orchestrator(),
                              id,
                              new LaunchKey("bad"),
                              LaunchOptions.NONE,
                              now)));
              return true;
            });
  }

  @Test
  @Proves({"G10", "G27"})
  void a_directory_that_cannot_be_looked_at_never_stops_the_others() {
    Directories broken =
        new Directories() {
          @Override
          public Located locate(Path cwd) {
            return world.directories().locate(cwd);
          }

          @Override
          public boolean isGone(String worktree) {
            throw new IllegalStateException("the disk does not answer");
          }
        };
    world.roots("a", "b");
    world.lead().block("b", "a");
    world.tick();
    world.reports("a", Status.DONE);
    world.another("second", builder -> builder.directories(broken)).tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  /** A store that can be made to fail. */
  private static final class BrokenStore implements HeraStore {
    private final HeraStore whole = TestStores.open();
    private final CountDownLatch refused = new CountDownLatch(1);
    private volatile boolean broken;

    private void check() {
      if (broken) {
        refused.countDown();
        throw new StoreUnavailableException("the disk is gone", new IllegalStateException());
      }
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      check();
      return whole.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      check();
      return whole.write(work);
    }

    @Override
    public void close() {
      whole.close();
    }
  }

  @Test
  @Proves("G10")
  void a_store_that_cannot_be_read_starts_nothing() {
    BrokenStore store = new BrokenStore();
    ScriptedLauncher launcher = new ScriptedLauncher();
    try (Hera hera = Hera.builder(store).launcher(launcher).build()) {
      Coordinator lead =
          hera.newcomer(hera.tasks().register(NewTask.named("lead")))
              .newOrchestrator("shop", "lead");
      lead.submit(Plan.builder().node("a", "a").build());
      store.broken = true;
      assertThatThrownBy(hera::tick).isInstanceOf(StoreUnavailableException.class);
      assertThat(launcher.placed()).isEmpty();
      store.broken = false;
      hera.tick();
      assertThat(launcher.started()).containsExactly("a");
    }
  }

  @Test
  @Proves({"G10", "G27"})
  void a_first_pass_that_the_store_cut_short_is_made_again() throws InterruptedException {
    BrokenStore store = new BrokenStore();
    ScriptedLauncher launcher = new ScriptedLauncher();
    CountDownLatch asked = new CountDownLatch(1);
    launcher.givesNoBranches();
    try (Hera hera =
        Hera.builder(store).launcher(launcher).sweepInterval(Duration.ofDays(1)).build()) {
      Coordinator lead =
          hera.newcomer(hera.tasks().register(NewTask.named("lead")))
              .newOrchestrator("shop", "lead");
      lead.submit(Plan.builder().node("a", "a").build());
      hera.tick();
      hera.participant(Caller.worker(launcher.token("a")), null).report(Status.WORKING);
      launcher.onFind("a", asked::countDown);
      store.broken = true;
      hera.start();
      await(store.refused);
      store.broken = false;
      await(asked);
    }
  }
}
