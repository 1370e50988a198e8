package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.FencedException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.Plan;
import dev.hera.result.Explanation;
import dev.hera.result.Revived;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.launcher.Found;
import dev.hera.view.PlanOutcome;
import dev.hera.view.PlanProgress;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadLauncherTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final HeraStore store = new SharedStore(TestStores.open());
  private final Map<String, ThreadLauncher.Agent> agents = new ConcurrentHashMap<>();
  private Hera hera = start();

  private Hera start() {
    Hera started =
        Hera.builder(store)
            .launcher(new ThreadLauncher(this::work))
            .sweepInterval(Duration.ofHours(1))
            .build();
    started.start();
    return started;
  }

  private void work(ThreadLauncher.Session session) throws Exception {
    agents.getOrDefault(session.request().role(), ThreadLauncherTest::obey).work(session);
  }

  private static void obey(ThreadLauncher.Session session) {
    session.self().report(Status.WORKING);
    session.self().send(Outgoing.report(Status.DONE, "done", "done"));
  }

  @AfterEach
  void close() {
    hera.close();
    ((SharedStore) store).store().close();
  }

  @Test
  void runs_a_plan_on_threads_named_for_their_roles() throws Exception {
    BlockingQueue<String> names = new ArrayBlockingQueue<>(10);
    agents.put(
        "a",
        session -> {
          names.add(Thread.currentThread().getName());
          obey(session);
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "a").node("b", "b").after("a").build());

    assertThat(lead.awaitOutcome(LONG).isComplete()).isTrue();
    assertThat(names).containsExactly("hera-agent-a");
  }

  @Test
  void a_worker_inherits_nothing_of_the_thread_that_released_it() throws Exception {
    BlockingQueue<String> inherited = new ArrayBlockingQueue<>(1);
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    agents.put(
        "a",
        session -> {
          inherited.add(String.valueOf(user.get()));
          obey(session);
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    user.set("who submits");
    lead.submit(Plan.builder().node("a", "a").build());

    assertThat(inherited.take()).isEqualTo("null");
  }

  @Test
  void says_of_a_worker_whether_its_thread_runs_or_has_ended() throws Exception {
    BlockingQueue<LaunchKey> running = new SynchronousQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    BlockingQueue<Integer> ends = new ArrayBlockingQueue<>(1);
    ThreadLauncher launcher =
        new ThreadLauncher(
            session -> {
              running.put(session.request().key());
              go.await();
            });
    try (Hera other = Hera.builder(TestStores.open()).launcher(launcher).build()) {
      other.newOrchestrator("o", "lead").submit(Plan.builder().node("a", "a").build());
      launcher.listen((key, epoch, end) -> ends.add(epoch));
      other.tick();
      LaunchKey key = running.take();
      assertThat(launcher.find(key)).isEqualTo(new Found.Running(1));
      go.countDown();
      assertThat(ends.take()).isEqualTo(1);
      assertThat(launcher.find(key))
          .isInstanceOfSatisfying(
              Found.Ended.class, ended -> assertThat(ended.end().exitCode()).hasValue(0));
    }
  }

  @Test
  void a_worker_that_fails_can_be_revived_under_the_same_key_and_a_later_epoch() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
    agents.put(
        "a",
        session -> {
          seen.add(session.request().key() + "/" + session.request().epoch());
          session.self().report(Status.WORKING);
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("the model is away");
          }
          obey(session);
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "a").node("b", "b").after("a").build());

    PlanOutcome first = lead.awaitOutcome(LONG);
    assertThat(first.progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(first.holding()).extracting(Explanation::name).containsExactly("a", "b");
    assertThat(lead.revive("a").outcome()).isEqualTo(Revived.Outcome.RESTARTED);
    assertThat(lead.awaitOutcome(LONG).isComplete()).isTrue();

    String key = seen.take().replaceAll("/1$", "");
    assertThat(seen).containsExactly(key + "/2");
  }

  @Test
  void an_earlier_thread_that_still_runs_when_its_worker_is_revived_is_fenced_and_ends()
      throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    BlockingQueue<RuntimeException> refusal = new ArrayBlockingQueue<>(1);
    agents.put(
        "a",
        session -> {
          session.self().report(Status.WORKING);
          if (session.request().epoch() > 1) {
            obey(session);
            return;
          }
          working.countDown();
          try {
            new SynchronousQueue<String>().take();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          try {
            session.self().report(Status.FAILED);
          } catch (FencedException e) {
            refusal.add(e);
          }
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "a").build());
    assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();
    hera.tasks().sessionEnded(task(), OptionalInt.empty());

    assertThat(lead.revive("a").outcome()).isEqualTo(Revived.Outcome.RESTARTED);
    assertThat(lead.awaitOutcome(LONG).isComplete()).isTrue();
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(refusal.poll(30, TimeUnit.SECONDS)).isNotNull();
  }

  private TaskId task() {
    RoleId role = hera.plan("o").nodes().get(0).roleId();
    return store
        .read(tx -> tx.launches().listOf(Set.of(role)).stream().findFirst())
        .orElseThrow()
        .task();
  }

  @Test
  void a_sub_coordinator_leads_its_own_plan_with_one_token() throws Exception {
    agents.put(
        "sub",
        session -> {
          session.self().report(Status.WORKING);
          Coordinator child = session.child().orElseThrow();
          child.submit(Plan.builder().node("x", "x").node("y", "y").after("x").build());
          if (child.awaitOutcome(LONG).isComplete()) {
            session.self().report(Status.DONE);
          }
        });
    agents.put(
        "x",
        session -> {
          assertThat(session.child()).isEmpty();
          obey(session);
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.plan(new Plan.Node("sub", NodeKind.SUBCOORD, null, "the goal", null));
    assertThat(lead.awaitOutcome(LONG).isComplete()).isTrue();
    assertThat(hera.coordinator("sub").plan().isComplete()).isTrue();
  }

  @Test
  void after_a_restart_the_threads_are_gone_and_their_workers_can_be_revived() throws Exception {
    BlockingQueue<Integer> started = new ArrayBlockingQueue<>(10);
    agents.put(
        "a",
        session -> {
          session.self().report(Status.WORKING);
          started.add(session.request().epoch());
          if (session.request().epoch() == 1) {
            new SynchronousQueue<String>().take();
          }
          obey(session);
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "a").build());
    assertThat(started.poll(30, TimeUnit.SECONDS)).isEqualTo(1);

    hera.close();
    hera = start();
    Coordinator again = hera.newOrchestrator("o", "lead");
    PlanOutcome outcome = again.awaitOutcome(LONG);
    assertThat(outcome.progress()).isEqualTo(PlanProgress.STUCK);
    for (Explanation node : outcome.holding()) {
      again.revive(node.name());
    }
    assertThat(again.awaitOutcome(LONG).isComplete()).isTrue();
    assertThat(started.poll()).isEqualTo(2);
  }

  @Test
  void a_worker_that_still_runs_when_its_hera_is_opened_again_calls_the_new_one() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch reopened = new CountDownLatch(1);
    ThreadLauncher launcher =
        new ThreadLauncher(
            session -> {
              session.self().report(Status.WORKING);
              working.countDown();
              reopened.await();
              session.self().report(Status.DONE);
            });
    hera.close();
    hera = Hera.builder(store).launcher(launcher).build();
    hera.start();
    hera.newOrchestrator("o", "lead").submit(Plan.builder().node("a", "a").build());
    assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();

    hera.close();
    hera = Hera.builder(store).launcher(launcher).build();
    hera.start();
    reopened.countDown();
    assertThat(hera.coordinator("o").awaitOutcome(LONG).isComplete()).isTrue();
  }

  @Test
  void serves_one_open_hera_and_refuses_a_second() {
    ThreadLauncher launcher = new ThreadLauncher(this::work);
    hera.close();
    hera = Hera.builder(store).launcher(launcher).build();
    HeraBuilder second = Hera.builder(store).launcher(launcher);

    assertThatThrownBy(second::build)
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("launcher: ")
        .hasMessageContaining("open");
    second.launcher(new ThreadLauncher(this::work)).build().close();
  }

  private record NamedOwners(String self, String elsewhere) implements Owners {
    @Override
    public boolean isGone(String owner) {
      return false;
    }

    @Override
    public boolean runsElsewhere(String owner) {
      return owner.equals(elsewhere);
    }
  }

  /** The two Heras stand for two processes, which each other's threads cannot be seen from. */
  @Test
  void the_workers_of_a_process_that_runs_are_left_alone_by_another_one() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    agents.put(
        "a",
        session -> {
          session.self().report(Status.WORKING);
          working.countDown();
          go.await();
          session.self().report(Status.DONE);
        });
    hera.close();
    hera =
        Hera.builder(store)
            .launcher(new ThreadLauncher(this::work))
            .owners(new NamedOwners("first", "none"))
            .build();
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "a").build());
    hera.tick();
    assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();

    try (Hera other =
        Hera.builder(store)
            .launcher(new ThreadLauncher(this::work))
            .owners(new NamedOwners("second", "first"))
            .build()) {
      other.tick();
      assertThat(other.plan("o").nodes().get(0).state()).isEqualTo(ViewState.WORKING);
    }
    go.countDown();
    assertThat(lead.awaitOutcome(LONG).isComplete()).isTrue();
  }

  @Test
  void a_session_tells_its_mission_without_the_orientation() throws Exception {
    BlockingQueue<String> missions = new ArrayBlockingQueue<>(2);
    agents.put(
        "a",
        session -> {
          assertThat(session.request().prompt()).endsWith(session.mission());
          missions.add(session.mission());
          obey(session);
        });
    agents.put(
        "b",
        session -> {
          missions.add(session.mission());
          obey(session);
        });
    Coordinator lead = hera.newOrchestrator("o", "lead");
    lead.submit(
        Plan.builder()
            .node("a", "Create the schema")
            .node(Plan.Node.subcoord("b", "See to the rest"))
            .after("a")
            .build());
    assertThat(lead.awaitOutcome(LONG).isComplete()).isTrue();
    assertThat(missions).containsExactly("Create the schema", "See to the rest");
  }
}
