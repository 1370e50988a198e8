package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.BrokenException;
import dev.hera.store.jooq.sql.Failures;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.SqlScope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
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
 * work of it runs once more, alone. When no transaction can begin because another process does not
 * end its own, all are refused that have waited as long as the leader.
 */
final class Writer implements AutoCloseable {
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
      if (group.size() == 1) {
        refuse(first, e);
      } else {
        group.forEach(this::commitAlone);
      }
    }
  }

  private void commitAlone(Unit<?> unit) {
    try {
      commit(begin(), unit, () -> null);
      unit.settle();
    } catch (SQLException | RuntimeException | Error e) {
      session.drop();
      refuse(unit, e);
    }
  }

  private Session begin() throws SQLException {
    putInterruptAside();
    Session current = session.get();
    current.begin(engine);
    return current;
  }

  /** Commits what these units do, each under a savepoint of its own. */
  private void commit(Session current, Unit<?> first, Supplier<@Nullable Unit<?>> more)
      throws SQLException {
    run(current, first, more);
    commits.lock();
    try {
      current.commit();
    } finally {
      commits.unlock();
    }
    engine.checkPlace(current.connection());
  }

  private void run(Session current, Unit<?> first, Supplier<@Nullable Unit<?>> more)
      throws SQLException {
    for (Unit<?> unit = first; unit != null; unit = more.get()) {
      current.savepoint();
      boolean kept = run(unit, current);
      putInterruptAside();
      if (kept) {
        current.release();
      } else {
        current.rollbackToSavepoint();
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
      unit.fail(e instanceof SQLException sql ? Failures.unavailable(engine, sql) : e);
    }
  }

  private boolean run(Unit<?> unit, Session current) throws BrokenException {
    SqlScope scope = new SqlScope(current, engine, true);
    boolean kept = unit.run(scope);
    if (scope.isBroken()) {
      throw new BrokenException();
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
