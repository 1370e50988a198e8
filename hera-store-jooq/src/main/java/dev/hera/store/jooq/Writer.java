package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.BrokenException;
import dev.hera.store.jooq.sql.Failures;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
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
 * or because the database does not answer, all are refused that have waited as long as the leader.
 * When nobody can tell whether a commit took effect, nothing is repeated.
 */
final class Writer implements AutoCloseable {
  private static final int MOST_TRIES = 6;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final SqlDatabase engine;
  private final WriterSession session;
  private final UnitCommits units;
  private final ReentrantLock connected = new ReentrantLock(true);
  private final CommitQueue queue = new CommitQueue();

  /**
   * @param commits is held during each commit
   */
  Writer(SqlDatabase engine, Configuration configuration, Lock commits) {
    this.engine = engine;
    this.session = new WriterSession(engine, configuration);
    this.units = new UnitCommits(engine, commits, session);
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
      boolean wasInterrupted = units.takeInterrupt();
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
      current = units.begin();
    } catch (SQLException | RuntimeException | Error e) {
      session.drop();
      for (; Failures.concernsAll(engine, e) && asLong > 0; asLong--) {
        queue.join(group);
      }
      group.forEach(unit -> refuse(unit, e));
      return;
    }
    try {
      units.commit(current, first, () -> queue.join(group));
      group.forEach(Unit::settle);
    } catch (SQLException | RuntimeException | Error e) {
      session.drop();
      boolean known = !(e instanceof UnknownCommitException);
      if (known && (group.size() > 1 || Failures.isVictim(engine, e))) {
        commitAlone(group);
      } else {
        group.forEach(unit -> refuse(unit, e));
      }
    }
  }

  /** Runs each once more; when no transaction begins any more, the rest is refused with that. */
  private void commitAlone(List<Unit<?>> group) {
    Throwable failure = null;
    for (Unit<?> unit : group) {
      if (failure == null) {
        failure = commitAlone(unit);
      } else {
        refuse(unit, failure);
      }
    }
  }

  /** Gives why no transaction begins any more, if that is so. */
  private @Nullable Throwable commitAlone(Unit<?> unit) {
    for (int tries = 1; ; tries++) {
      boolean begun = false;
      try {
        Session current = units.begin();
        begun = true;
        units.commit(current, unit, () -> null);
        unit.settle();
        return null;
      } catch (SQLException | RuntimeException | Error e) {
        session.drop();
        if (tries == MOST_TRIES || !Failures.isVictim(engine, e)) {
          refuse(unit, e);
          return !begun && Failures.concernsAll(engine, e) ? e : null;
        }
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(FIRST_PAUSE_NANOS << tries));
    }
  }

  private void refuse(Unit<?> unit, Throwable e) {
    if (e instanceof BrokenException) {
      unit.settle();
    } else {
      unit.fail(e instanceof SQLException sql ? Failures.refusal(engine, "a table", sql) : e);
    }
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
