package dev.hera.examples.host;

import dev.hera.plan.Hold;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.role.Role;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.spi.launcher.Workplace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ends this process, as a power switch does, the n-th time that a point is reached. */
record Halt(Point point, int nth, AtomicInteger reached) {
  /** How a process that was ended says so. */
  static final int EXIT_CODE = 99;

  /** Where a host may be ended. */
  enum Point {
    NEVER,
    /** A launch is claimed, and the launcher not yet asked. */
    CLAIMED,
    /** Task, binding and token are committed, and the launcher not yet called. */
    STARTING,
    /** The worker's process runs, and the store does not know. */
    PROCESS_STARTED,
    /** The worker is accepted, and not yet answered. */
    BOUND,
    /** The worker's report is committed, and not yet answered. */
    DONE,
    /** The notice of a hold is stored. */
    NOTICE
  }

  static Halt at(Point point, int nth) {
    return new Halt(point, nth, new AtomicInteger());
  }

  private void reach(Point now) {
    if (now == point && reached.incrementAndGet() == nth) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private void count(Transaction tx) {
    long count =
        switch (point) {
          case BOUND -> tx.launches().list(LaunchState.BOUND).size();
          case DONE -> roles(tx).filter(role -> role.status() == Status.DONE).count();
          case NOTICE -> roles(tx).flatMap(role -> holds(tx, role)).filter(Hold::told).count();
          default -> -1;
        };
    if (count >= nth) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private static Stream<Role> roles(Transaction tx) {
    return tx.orchestrators().listActive().stream()
        .flatMap(each -> tx.roles().listActive(each.id(), RoleFilter.ALL).stream());
  }

  private static Stream<Hold> holds(Transaction tx, Role role) {
    return tx.holds().listOf(role.id(), false).stream();
  }

  /** The launcher with the points around its calls. */
  WorkerLauncher around(WorkerLauncher launcher) {
    return new Launcher(launcher, this);
  }

  /** The store with the points after its commits. */
  HeraStore around(HeraStore store) {
    return new Store(store, this);
  }

  private record Launcher(WorkerLauncher launcher, Halt halt) implements WorkerLauncher {
    @Override
    public List<String> projects() {
      return launcher.projects();
    }

    @Override
    public Placement place(LaunchRequest request) {
      halt.reach(Point.CLAIMED);
      return launcher.place(request);
    }

    @Override
    public Prepared prepare(LaunchRequest request, Placement placement) {
      halt.reach(Point.STARTING);
      return launcher.prepare(request, placement);
    }

    @Override
    public FoundBase findBase(@Nullable String project, String branch) {
      return launcher.findBase(project, branch);
    }

    @Override
    public Optional<FoundWork> look(Workplace place) {
      return launcher.look(place);
    }

    @Override
    public void start(LaunchRequest request, Placement placement, String token) {
      launcher.start(request, placement, token);
      halt.reach(Point.PROCESS_STARTED);
    }

    @Override
    public Found find(LaunchKey key) {
      return launcher.find(key);
    }

    @Override
    public void listen(SessionListener listener) {
      launcher.listen(listener);
    }
  }

  private record Store(HeraStore store, Halt halt) implements HeraStore {
    @Override
    public <T> T read(Function<Transaction, T> work) {
      return store.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      T result = store.write(work);
      store.read(
          tx -> {
            halt.count(tx);
            return tx;
          });
      return result;
    }

    @Override
    public void watch(Runnable onForeignCommit) {
      store.watch(onForeignCommit);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
