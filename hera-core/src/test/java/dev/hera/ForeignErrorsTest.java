package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launch.StartingThreads;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.spi.Doorbell;
import dev.hera.spi.Owners;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.WorkerLauncher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error of foreign code, once, wherever it is called: a started Hera goes on (G10). */
@Timeout(60)
@Proves("G10")
class ForeignErrorsTest {
  private final ScriptedLauncher agents = new ScriptedLauncher();
  private final Set<String> unlucky = ConcurrentHashMap.newKeySet();
  private final CountDownLatch struck = new CountDownLatch(1);
  private final Hera hera =
      Hera.builder(TestStores.open())
          .launcher(failing(WorkerLauncher.class, agents))
          .directories(failing(Directories.class, new KnownDirectories()))
          .owners(failing(Owners.class, new OwnersThatCannotTell("self")))
          .doorbell(failing(Doorbell.class, new Bell()))
          .listener(events -> strike("Consumer.accept"))
          .threads(failing(ThreadFactory.class, work -> StartingThreads.daemon("thread", work)))
          .sweepInterval(Duration.ofMillis(20))
          .build();

  private static final class Bell implements Doorbell {
    @Override
    public boolean canReach(TaskId task) {
      return true;
    }

    @Override
    public void ring(TaskId task, RoleId recipient) {}
  }

  /** Does what the right one does, but for the next call of the unlucky method. */
  private <T> T failing(Class<T> type, T right) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              strike(type.getSimpleName() + "." + method.getName());
              try {
                return method.invoke(right, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void strike(String method) {
    if (unlucky.remove(method)) {
      struck.countDown();
      throw new NoClassDefFoundError(method);
    }
  }

  private Participant worker(String node) {
    return hera.participant(Caller.worker(agents.token(node)), null);
  }

  private CountDownLatch onStart(String node) {
    CountDownLatch called = new CountDownLatch(1);
    agents.onStart(node, request -> called.countDown());
    return called;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WorkerLauncher.place",
        "WorkerLauncher.prepare",
        "WorkerLauncher.start",
        "WorkerLauncher.find",
        "WorkerLauncher.look",
        "WorkerLauncher.findBase",
        "Directories.isGone",
        "Owners.isGone",
        "Doorbell.canReach",
        "Doorbell.ring",
        "Consumer.accept",
        "Runnable.run",
        "ThreadFactory.newThread"
      })
  void everything_starts_and_the_sweeps_go_on(String method) throws Exception {
    CountDownLatch firsts = new CountDownLatch(2);
    agents.onStart("first", request -> firsts.countDown());
    agents.onStart("placeless", request -> firsts.countDown());
    hasNoPlaceAtFirst("placeless");
    CountDownLatch second = onStart("second");
    CountDownLatch later = onStart("later");
    CountDownLatch firstIsAskedFor = new CountDownLatch(1);
    agents.onFind("first", firstIsAskedFor::countDown);
    CountDownLatch laterIsAskedForAgain = new CountDownLatch(2);
    agents.onFind("later", laterIsAskedForAgain::countDown);
    Caller caller = hera.tasks().register(new NewTask("lead", null, null, "trunk"));

    try (hera) {
      hera.start();
      unlucky.add(method);
      Coordinator lead = hera.newcomer(caller).newOrchestrator("shop", "lead");
      hera.overview().watchPlan("shop", failing(Runnable.class, () -> {}));
      lead.submit(
          Plan.builder()
              .node("first", "do it")
              .node("placeless", "do it")
              .node("second", "do it")
              .after("first")
              .build());
      await(firsts);
      worker("first").send(Outgoing.report(Status.WORKING, "here", "here"));
      await(firstIsAskedFor);
      worker("first").report(Status.DONE);
      await(second);
      lead.submit(Plan.builder().node("later", "do it").build());
      await(later);
      await(struck);
      worker("later").report(Status.WORKING);
      await(laterIsAskedForAgain);
    }
  }

  private void hasNoPlaceAtFirst(String node) {
    AtomicReference<@Nullable LaunchException> refusal =
        new AtomicReference<>(LaunchException.permanent("there is no such branch"));
    agents.onPlace(
        node,
        request -> {
          LaunchException first = refusal.getAndSet(null);
          if (first != null) {
            throw first;
          }
        });
  }
}
