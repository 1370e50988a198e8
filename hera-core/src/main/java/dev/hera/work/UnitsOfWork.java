package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.work.graph.PlanGraphs;
import dev.hera.work.rows.LatestEvents;
import dev.hera.work.rows.WorkingSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs units of work on the store, and does after each commit what may only be done then. */
public final class UnitsOfWork {
  private static final Logger log = LoggerFactory.getLogger(UnitsOfWork.class);

  private final Settings settings;
  private final Announcements announcements;
  private final InTransit inTransit = new InTransit();
  private final PlanGraphs graphs = new PlanGraphs(PlanGraphs.MOST_EDGES);
  private final AfterCommit afterCommit;
  private volatile Function<UnitOfWork, Runnable> starter = unit -> this::wakeGater;
  private volatile boolean closed;

  public UnitsOfWork(Settings settings) {
    this.settings = settings;
    this.afterCommit = new AfterCommit(settings, graphs);
    this.announcements = new Announcements(settings.listener(), new Stored(), settings.threads());
  }

  public LaunchSettings launchSettings() {
    return settings.launching();
  }

  private HeraStore store() {
    return settings.store();
  }

  /** Who waits for a change. */
  public Waiters waiters() {
    return afterCommit.waiters();
  }

  public InTransit inTransit() {
    return inTransit;
  }

  public @Nullable WorkerLauncher launcher() {
    return settings.launcher();
  }

  public Directories directories() {
    return settings.directories();
  }

  /** Names who is to be woken when a commit recorded a launch or freed a place. */
  public void onGaterWanted(Runnable gater) {
    afterCommit.onGaterWanted(gater);
  }

  /**
   * Names who starts the nodes that a unit of work released: told of it at its end, and what that
   * gives runs after its commit. What the unit of work changes for it is committed with it, unless
   * it fails by that; then it runs again, and the gater looks for them, as it does until somebody
   * is named.
   */
  public void onReleased(Function<UnitOfWork, Runnable> newStarter) {
    starter = newStarter;
  }

  /** Has the gater look for what is due. */
  public void wakeGater() {
    afterCommit.wakeGater();
  }

  /** Names who looks at what a worker left that reported {@code done}. */
  public void onFinished(Consumer<Findings.Place> looks) {
    afterCommit.onFinished(looks);
  }

  /** The present instant, to the millisecond. */
  public Instant now() {
    return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Runs one unit of work, all of it or none (M26), and then its effects. */
  public <T> T write(Function<UnitOfWork, T> work) {
    requireOpen();
    Announcements.Announcement announcement = announcements.open();
    try {
      Committed<T> committed = commit(work, announcement);
      announcement.committed();
      afterCommit.carryOut(committed.effects(), committed.starts());
      return committed.value();
    } finally {
      announcements.close(announcement);
    }
  }

  /** Commits the work with the starts of what it releases; without them when it fails by them. */
  private <T> Committed<T> commit(
      Function<UnitOfWork, T> work, Announcements.Announcement announcement) {
    AtomicBoolean starts = new AtomicBoolean();
    Function<UnitOfWork, Runnable> noted =
        unit -> {
          starts.set(true);
          return starter.apply(unit);
        };
    try {
      return whileOpen(() -> store().write(tx -> run(tx, work, noted, announcement)));
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (!starts.get()) {
        throw e;
      }
      log.warn("What was released could not be started with it; it is looked for", e);
      return whileOpen(
          () -> store().write(tx -> run(tx, work, unit -> this::wakeGater, announcement)));
    }
  }

  /** The same for work that gives nothing back. */
  public void change(Consumer<UnitOfWork> work) {
    write(
        unit -> {
          work.accept(unit);
          return true;
        });
  }

  private <T> Committed<T> run(
      Transaction tx,
      Function<UnitOfWork, T> work,
      Function<UnitOfWork, Runnable> starts,
      Announcements.Announcement announcement) {
    UnitOfWork unit = unit(tx);
    T value = work.apply(unit);
    unit.settle();
    Runnable released = unit.released().isEmpty() ? () -> {} : starts.apply(unit);
    announcement.end(unit);
    return new Committed<>(value, unit.effects(), released);
  }

  /** Asks for rows, on one snapshot. */
  public <T> T readRows(Function<WorkingSet, T> query) {
    return read(unit -> query.apply(unit.tx()));
  }

  /**
   * Has a runnable called soon after somebody else committed to the same database, and the listener
   * told of what that was.
   */
  public void watch(Runnable onForeignCommit) {
    announcements.begin();
    store()
        .watch(
            () -> {
              onForeignCommit.run();
              announcements.othersCommitted();
            });
  }

  /** Runs work that only reads, on one snapshot. */
  public <T> T read(Function<UnitOfWork, T> work) {
    requireOpen();
    return whileOpen(() -> store().read(tx -> work.apply(unit(tx))));
  }

  private UnitOfWork unit(Transaction tx) {
    return new UnitOfWork(
        new WorkingSet(tx),
        now(),
        settings.random(),
        settings.doorbell(),
        inTransit,
        launchSettings().hostId(),
        graphs);
  }

  /** A store that is closed while it is called says so in its own words. */
  private <T> T whileOpen(Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalStateException e) {
      requireOpen();
      throw e;
    }
  }

  /** Refuses every later unit of work and closes the store. */
  public void close() {
    closed = true;
    store().close();
  }

  public boolean isClosed() {
    return closed;
  }

  /**
   * Refuses what comes after {@link #close}, always in the same way.
   *
   * @throws StoreUnavailableException when this Hera is closed
   */
  public void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  /** How every call after the end is refused. */
  public static StoreUnavailableException closed() {
    return new StoreUnavailableException("this Hera is closed; call the one that is open now");
  }

  private final class Stored implements StoredEvents {
    private static final int READ_TOGETHER = 500;

    @Override
    public long last() {
      List<Event> latest = read(unit -> new LatestEvents(unit.tx().events(), null).list(1));
      return latest.isEmpty() ? 0 : latest.get(0).sequence();
    }

    @Override
    public List<NamedEvent> list(long after, long before) {
      return read(unit -> unit.named(unit.tx().events().list(null, after, READ_TOGETHER))).stream()
          .filter(named -> named.event().sequence() < before)
          .toList();
    }
  }

  private record Committed<T>(T value, Effects effects, Runnable starts) {}
}
