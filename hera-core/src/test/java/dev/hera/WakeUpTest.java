package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.LaunchKey;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.view.PlanOutcome;
import dev.hera.view.PlanProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a node waits for, it goes on by what ends the wait: neither a sweep nor a renewal of
 * leases, which would hide that nobody was woken, comes while the test runs.
 */
@Timeout(600)
@Proves({"G8", "G9", "G11"})
class WakeUpTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int SEEDS = TestWorld.isInMemory() ? 100 : 5;
  private static final int PLANS = 2;
  private static final int NODES = 15;

  @Test
  void plans_end_without_a_sweep_and_without_a_renewal() throws InterruptedException {
    for (int seed = 0; seed < SEEDS; seed++) {
      run(seed);
    }
  }

  private static void run(int seed) throws InterruptedException {
    Random random = new Random(seed);
    Hurried launcher = new Hurried(seed);
    try (Hera hera =
        Hera.builder(TestStores.open())
            .launcher(launcher)
            .maxLiveWorkers(1 + random.nextInt(4), 1 + random.nextInt(3))
            .sweepInterval(NEVER)
            .lease(NEVER)
            .build()) {
      launcher.hera = hera;
      hera.start();
      List<Coordinator> leads = new ArrayList<>();
      for (int plan = 0; plan < PLANS; plan++) {
        Caller caller = hera.tasks().register(NewTask.named("lead" + plan));
        leads.add(hera.newcomer(caller).newOrchestrator("plan" + plan, "lead"));
        leads.get(plan).submit(plan(random));
      }
      for (Coordinator lead : leads) {
        PlanOutcome outcome = lead.awaitOutcome(Duration.ofSeconds(60));
        assertThat(outcome.progress())
            .as("seed %d: %s", seed, outcome.plan())
            .isEqualTo(PlanProgress.COMPLETE);
      }
    }
  }

  private static Plan plan(Random random) {
    Plan.Builder plan = Plan.builder();
    for (int node = 0; node < NODES; node++) {
      Plan.Builder added = plan.node("n" + node, "do it");
      for (int blocker = 0; blocker < node; blocker++) {
        if (random.nextInt(node) < 2) {
          added = added.after("n" + blocker);
        }
      }
    }
    return plan.build();
  }

  /**
   * Its workers report {@code done} before their start returns, at once after it, or from a thread
   * of their own; some places cannot be had and some starts fail, once each.
   */
  private static final class Hurried implements WorkerLauncher {
    private final Random random;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private volatile Hera hera;
    private volatile SessionListener listener;

    Hurried(int seed) {
      this.random = new Random(seed);
    }

    private synchronized int next(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public void listen(SessionListener newListener) {
      listener = newListener;
    }

    @Override
    public Placement place(LaunchRequest request) {
      failOnce(request, "place");
      return new Placement(null, null);
    }

    private void failOnce(LaunchRequest request, String what) {
      if (next(10) == 0 && failed.add(request.key().value())) {
        throw new LaunchException("no " + what + " this time");
      }
    }

    @Override
    public void start(LaunchRequest request, Placement placement, String token) {
      failOnce(request, "start");
      Runnable work =
          () -> {
            hera.participant(Caller.worker(token), null).report(Status.DONE);
            listener.ended(request.key(), request.epoch(), SessionEnd.of(OptionalInt.of(0)));
          };
      if (next(2) == 0) {
        work.run();
      } else {
        Thread thread = new Thread(work, "worker");
        thread.setDaemon(true);
        thread.start();
      }
    }

    @Override
    public Found find(LaunchKey key) {
      return new Found.NotThere();
    }
  }
}
