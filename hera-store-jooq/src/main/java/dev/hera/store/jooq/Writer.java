package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.BrokenException;
import dev.hera.store.jooq.sql.Failures;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.sql.UnknownCommitException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a store, which commits for many callers at once. A caller that finds nobody
 * writing leads: it runs its own work and all that waits or comes meanwhile, one after the other,
 * in one transaction, each under a savepoint; commits; and answers all. Callers that arrive during
 * a commit wait for the next one, which the first of them leads.
 *
 * <p>So a work may run on the thread of another caller. It must not lean on thread-locals, nor wait
 * for anything that its caller holds; interrupts of the leader are put aside while it leads.
 *
 * <p>When the database fails, the connection is dropped and nothing of the group is kept; then each
 * work of it runs once more, alone; a few times more when the database took it back because of
 * another transaction. When no transaction can begin because another process does not end its own,
 * all are refused that have waited as long as the leader. When nobody can tell whether a commit
 * took effect, nothing is repeated.
 */
final class Writer implements AutoCloseable {
  private static final int MOST_TRIES = 6;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final SqlDatabase engine;
  private final Lock commits;
  private final WriterSession session;
  private final ReentrantLock connected = new ReentrantLock(true);
  private final CommitQueue queue = new CommitQueue();

  /** Whether the leader was interrupted; of the thread that leads only. */
  private boolean interrupted;

  /**
   * @param commits is held during each commit
   */
  Writer(SqlDatabase engine, Configuration configuration, Lock commits) {
    this.engine = engine;
    this.commits = commits;
    this.session = new WriterSession(engine, configuration);
  }

  <T> T write(Function<Transaction, T> work) {
    Unit<T> unit = new Unit<>(work);
    if (queue.enter(unit) || unit.awaitLead()) {
      lead(unit);
    }
    return unit.result();
  }

  /** Uses the writer's connection between two commits. */
  <T> T use(ConnectionUse<T> use) throws SQLException {
    connected.lock();
    boolean used = false;
    try {
      T result = use.on(session.get().connection());
      used = true;
      return result;
    } finally {
      if (!used) {
        session.drop();
      }
      connected.unlock();
    }
  }

  /**
   * Commits this unit, which waits first, and all that join it. Whatever happens, all go on: the
   * answered first, so that those of them who come again join the next group.
   */
  private void lead(Unit<?> first) {
    List<Unit<?>> group = new ArrayList<>();
    try {
      connected.lock();
      try {
        commitTogether(first, group);
      } finally {
        connected.unlock();
      }
    } finally {
      boolean wasInterrupted = interrupted;
      interrupted = false;
      try {
        group.forEach(this::answer);
      } finally {
        queue.passOn(first);
      }
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void answer(Unit<?> unit) {
    if (!unit.isSettled()) {
      unit.fail(Failures.unavailable(engine, new SQLException("the commit was given up")));
    }
    unit.answer();
  }

  private void commitTogether(Unit<?> first, List<Unit<?>> group) {
    queue.join(group);
    int asLong = queue.size();
    Session current;
    try {
      current = begin();
    } catch (SQLException | RuntimeException | Error e) {
      session.drop();
      boolean held = e instanceof SQLException sql && engine.isHeldByAnother(sql);
      for (; held && asLong > 0; asLong--) {
        queue.join(group);
      }
      group.forEach(unit -> refuse(unit, e));
      return;
    }
    try {
      commit(current, first, () -> queue.join(group));
      group.forEach(Unit::settle);
    } catch (SQLException | RuntimeException | Error e) {
      session.drop();
      boolean known = !(e instanceof UnknownCommitException);
      if (known && (group.size() > 1 || Failures.isVictim(engine, e))) {
        group.forEach(this::commitAlone);
      } else {
        group.forEach(unit -> refuse(unit, e));
      }
    }
  }

  private void commitAlone(Unit<?> unit) {
    for (int tries = 1; !isCommittedAlone(unit, tries == MOST_TRIES); tries++) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(FIRST_PAUSE_NANOS << tries));
    }
  }

  /** Runs the unit and tells whether it has its answer; false when it is to be tried again. */
  private boolean isCommittedAlone(Unit<?> unit, boolean last) {
    try {
      commit(begin(), unit, () -> null);
      unit.settle();
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      session.drop();
      if (!last && Failures.isVictim(engine, e)) {
        return false;
      }
      refuse(unit, e);
      return true;
    }
  }

  private Session begin() throws SQLException {
    putInterruptAside();
    return session.begin();
  }

  /** Commits what these units do, each under a savepoint of its own. */
  private void commit(Session current, Unit<?> first, Supplier<@Nullable Unit<?>> more)
      throws SQLException {
    run(current, first, more);
    current.prepareCommit(engine);
    commits.lock();
    try {
      end(current);
    } finally {
      commits.unlock();
    }
    engine.checkPlace(current.connection());
  }

  /** Commits; when that fails, the database may still know that it took effect. */
  private void end(Session current) throws SQLException {
    try {
      current.commit();
    } catch (SQLException | RuntimeException e) {
      session.drop();
      if (!engine.tookEffect()) {
        throw e;
      }
    }
  }

  private void run(Session current, Unit<?> first, Supplier<@Nullable Unit<?>> more)
      throws SQLException {
    for (Unit<?> unit = first; unit != null; unit = more.get()) {
      current.beginUnit(unit == first);
      boolean kept = run(unit, current);
      putInterruptAside();
      if (kept) {
        current.keepUnit();
      } else {
        current.takeUnitBack(engine);
      }
    }
  }

  /** Neither the database nor another caller's work is to meet it. */
  private void putInterruptAside() {
    interrupted |= Thread.interrupted();
  }

  private void refuse(Unit<?> unit, Throwable e) {
    if (e instanceof BrokenException) {
      unit.settle();
    } else {
      unit.fail(e instanceof SQLException sql ? Failures.refusal(engine, "a table", sql) : e);
    }
  }

  private boolean run(Unit<?> unit, Session current) throws BrokenException {
    SqlScope scope = new SqlScope(current, engine, true);
    boolean kept = unit.run(scope);
    if (scope.isBroken()) {
      throw new BrokenException(scope.failure());
    }
    return kept;
  }

  @Override
  public void close() {
    connected.lock();
    try {
      session.drop();
    } finally {
      connected.unlock();
    }
  }
}
