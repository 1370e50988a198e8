package dev.hera.store.jooq;

import dev.hera.store.jooq.sql.BrokenException;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.sql.UnknownCommitException;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits units of work, several in one transaction, each under a savepoint. Used by the thread
 * that leads only, whose interrupts it puts aside: neither the database nor another caller's work
 * is to meet them.
 */
final class UnitCommits {
  private final SqlDatabase engine;
  private final Lock commits;
  private final WriterSession session;

  /** Whether the leader was interrupted. */
  private boolean interrupted;

  /**
   * @param commits is held during each commit
   */
  UnitCommits(SqlDatabase engine, Lock commits, WriterSession session) {
    this.engine = engine;
    this.commits = commits;
    this.session = session;
  }

  /** Begins a transaction. */
  Session begin() throws SQLException {
    putInterruptAside();
    return session.begin();
  }

  /** Commits what these units do, each under a savepoint of its own. */
  void commit(Session current, Unit<?> first, Supplier<@Nullable Unit<?>> more)
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
    putInterruptAside();
    try {
      current.commit();
    } catch (SQLException | RuntimeException | Error e) {
      putInterruptAside();
      if (!tookEffect()) {
        throw e;
      }
    }
  }

  /** Whatever fails meanwhile, the commit is not taken for one that certainly failed. */
  private boolean tookEffect() throws UnknownCommitException {
    try {
      session.drop();
      return engine.tookEffect();
    } catch (RuntimeException | Error e) {
      throw new UnknownCommitException(e);
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

  private boolean run(Unit<?> unit, Session current) throws BrokenException {
    SqlScope scope = new SqlScope(current, engine, true);
    boolean kept = unit.run(scope);
    if (scope.isBroken()) {
      throw new BrokenException(scope.failure());
    }
    return kept;
  }

  private void putInterruptAside() {
    interrupted |= Thread.interrupted();
  }

  /** Tells whether an interrupt was put aside since this was asked last. */
  boolean takeInterrupt() {
    boolean taken = interrupted;
    interrupted = false;
    return taken;
  }
}
