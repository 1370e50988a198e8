package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.NamedEvent;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several Heras on one store: the listener of each is told of what all of them commit. */
@Proves("M25")
@Timeout(60)
class SharedStoreListenerTest {
  private static final int HERAS = 3;
  private static final int ROUNDS = 20;
  private static final int REPORTS = 40;

  /** More than are read together. */
  private static final int NODES = 1_200;

  /** One of several that have the same rows, each told of the commits of the others. */
  private static final class SharedStore implements HeraStore {
    private final MemoryStore rows;
    private final List<SharedStore> all;
    private final AtomicBoolean unreadable = new AtomicBoolean();
    private final CountDownLatch refused = new CountDownLatch(1);
    private volatile Runnable onForeignCommit = () -> {};

    SharedStore(MemoryStore rows, List<SharedStore> all) {
      this.rows = rows;
      this.all = all;
      all.add(this);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      if (unreadable.get()) {
        refused.countDown();
        throw new StoreUnavailableException("nobody is there", new IllegalStateException("away"));
      }
      return rows.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      T result = rows.write(work);
      all.stream().filter(one -> one != this).forEach(one -> one.onForeignCommit.run());
      return result;
    }

    @Override
    public void watch(Runnable newOnForeignCommit) {
      onForeignCommit = newOnForeignCommit;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  private final List<SharedStore> stores = new CopyOnWriteArrayList<>();
  private final MemoryStore rows = MemoryStore.create();

  private Hera hera(Consumer<List<NamedEvent>> listener) {
    Hera hera = Hera.builder(new SharedStore(rows, stores)).listener(listener).build();
    hera.start();
    return hera;
  }

  private static BlockingQueue<Long> queue() {
    return new LinkedBlockingQueue<>();
  }

  private static Consumer<List<NamedEvent>> into(BlockingQueue<Long> told) {
    return events -> events.forEach(named -> told.add(named.event().sequence()));
  }

  private static void awaitAll(BlockingQueue<Long> told, long last) throws InterruptedException {
    for (long next = 1; next <= last; next++) {
      assertThat(told.poll(30, TimeUnit.SECONDS)).as("event %d", next).isEqualTo(next);
    }
    assertThat(told).isEmpty();
  }

  private long last() {
    return rows.read(tx -> tx.events().list(null, 0, Integer.MAX_VALUE)).size();
  }

  @Test
  void a_listener_is_told_of_what_others_commit_while_its_own_hera_does_nothing() throws Exception {
    BlockingQueue<Long> told = queue();
    try (Hera quiet = hera(into(told));
        Hera busy = hera(events -> {})) {
      Plan.Builder plan = Plan.builder();
      for (int i = 0; i < NODES; i++) {
        plan = plan.node("n" + i, "Build.");
      }
      busy.newOrchestrator("shop", "lead").submit(plan.build());
      awaitAll(told, last());
      assertThat(quiet.plan("shop").nodes()).hasSize(NODES);
    }
  }

  @Test
  void what_was_there_before_is_not_told() throws Exception {
    try (Hera earlier = hera(events -> {})) {
      earlier.newOrchestrator("shop", "lead");
      long before = last();
      BlockingQueue<Long> told = queue();
      try (Hera later = hera(into(told))) {
        later.coordinator("shop").plan();
        earlier.coordinator("shop").submit(Plan.builder().node("api", "Build.").build());
        for (long next = before + 1; next <= last(); next++) {
          assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(next);
        }
        assertThat(told).isEmpty();
      }
    }
  }

  @Test
  void what_could_not_be_read_is_told_with_the_next_commit() throws Exception {
    BlockingQueue<Long> told = queue();
    try (Hera quiet = hera(into(told));
        Hera busy = hera(events -> {})) {
      SharedStore away = stores.get(0);
      away.unreadable.set(true);
      Coordinator lead = busy.newOrchestrator("shop", "lead");
      away.refused.await();
      away.unreadable.set(false);
      lead.submit(Plan.builder().node("api", "Build.").build());
      awaitAll(told, last());
      assertThat(quiet.plan("shop").nodes()).hasSize(1);
    }
  }

  @Test
  void each_is_told_of_all_once_and_in_order_whoever_commits() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<BlockingQueue<Long>> told = LongStream.range(0, HERAS).mapToObj(i -> queue()).toList();
    List<Hera> heras = new ArrayList<>();
    told.forEach(each -> heras.add(hera(into(each))));
    ExecutorService threads = Executors.newFixedThreadPool(2 * HERAS);
    try {
      heras.get(0).newOrchestrator("shop", "lead");
      for (int round = 0; round < ROUNDS; round++) {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 2 * HERAS; i++) {
          Hera hera = heras.get(random.nextInt(HERAS));
          Participant caller = freelancer(hera, "helper-" + round + "-" + i);
          int reports = random.nextInt(REPORTS);
          calls.add(threads.submit(() -> report(caller, reports)));
        }
        for (Future<?> call : calls) {
          call.get();
        }
      }
      for (BlockingQueue<Long> each : told) {
        awaitAll(each, last());
      }
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    } finally {
      threads.shutdown();
      heras.forEach(Hera::close);
    }
  }

  private static void report(Participant caller, int reports) {
    for (int n = 0; n < reports; n++) {
      caller.report(n % 2 == 0 ? Status.WORKING : Status.IDLE);
    }
  }

  private static Participant freelancer(Hera hera, String name) {
    Caller caller = hera.tasks().register(NewTask.named(name));
    hera.newcomer(caller).join("shop", name, RoleKind.FREELANCE, null, null);
    return hera.participant(caller, "shop");
  }
}
