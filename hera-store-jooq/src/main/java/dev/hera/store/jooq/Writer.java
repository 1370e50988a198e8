package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a store, which commits for many callers at once. A caller that finds nobody
 * writing leads: it runs its own work and all that waits or comes meanwhile, one after the other,
 * in one transaction, each under a savepoint; commits; and answers all. Who comes during the commit
 * waits, and the first of those leads next.
 *
 * <p>So a work may run on the thread of another caller. It must not lean on thread-locals, nor wait
 * for anything that its caller holds; interrupts of the leader are put aside while it leads.
 *
 * <p>When the database fails, the connection is dropped and nothing of the group is kept; then each
 * work of it runs once more, alone. When no transaction can begin because another process does not
 * end its own, all are refused that have waited as long as the leader.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** How many works share a commit at most, so that the first of them is not held up for ever. */
  private static final int MOST_TOGETHER = 256;

  private final JooqStore.Engine engine;
  private final Configuration configuration;
  private final DataSource connections;
  private final ReentrantLock connected = new ReentrantLock(true);
  private final Object queue = new Object();
  private final Queue<Unit<?>> waiting = new ArrayDeque<>();
  private boolean led;

  /** Whether the leader was interrupted; of the thread that leads only. */
  private boolean interrupted;

  private @Nullable Session session;

  /** Whether the session is to be given up and still is there. */
  private boolean dropping;

  Writer(JooqStore.Engine engine, Configuration configuration) {
    this.engine = engine;
    this.configuration = configuration;
    this.connections = engine.writer();
  }

  <T> T write(Function<Transaction, T> work) {
    Unit<T> unit = new Unit<>(work);
    if (enter(unit) || unit.awaitLead()) {
      lead(unit);
    }
    return unit.result();
  }

  /** Uses the writer's connection between two commits. */
  <T> T use(JooqStore.ConnectionUse<T> use) throws SQLException {
    connected.lock();
    boolean used = false;
    try {
      T result = use.on(session().connection());
      used = true;
      return result;
    } finally {
      if (!used) {
        drop();
      }
      connected.unlock();
    }
  }

  /** Queues a unit and tells whether its caller is to lead. */
  private boolean enter(Unit<?> unit) {
    synchronized (queue) {
      waiting.add(unit);
      boolean leads = !led;
      led = true;
      return leads;
    }
  }

  /**
   * Commits this unit, which waits first, and all that join it. Whatever happens, all go on: the
   * answered first, so that those of them who come again join the next group.
   */
  private void lead(Unit<?> first) {
    List<Unit<?>> group = new ArrayList<>(MOST_TOGETHER);
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
        passOn(first);
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

  /** Has the next one lead, if any; the unit of the caller that led waits no longer. */
  private void passOn(Unit<?> from) {
    synchronized (queue) {
      Unit<?> next = waiting.peek();
      if (next == from) {
        waiting.remove();
        next = waiting.peek();
      }
      if (next == null) {
        led = false;
      } else {
        next.lead();
      }
    }
  }

  private void commitTogether(Unit<?> first, List<Unit<?>> group) {
    join(group);
    int asLong = waiting();
    Session current;
    try {
      current = begin();
    } catch (SQLException | RuntimeException | Error e) {
      drop();
      boolean held = e instanceof SQLException sql && engine.isHeldByAnother(sql);
      for (; held && asLong > 0; asLong--) {
        join(group);
      }
      group.forEach(unit -> refuse(unit, e));
      return;
    }
    try {
      commit(current, first, () -> join(group));
      group.forEach(Unit::settle);
    } catch (SQLException | RuntimeException | Error e) {
      drop();
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
      drop();
      refuse(unit, e);
    }
  }

  /** How many wait for their turn. */
  private int waiting() {
    synchronized (queue) {
      return waiting.size();
    }
  }

  /** The next unit that waits, now of the group; null when none waits or the group is full. */
  private @Nullable Unit<?> join(List<Unit<?>> group) {
    if (group.size() == MOST_TOGETHER) {
      return null;
    }
    Unit<?> unit;
    synchronized (queue) {
      unit = waiting.poll();
    }
    if (unit != null) {
      group.add(unit);
    }
    return unit;
  }

  private Session begin() throws SQLException {
    putInterruptAside();
    Session current = session();
    current.begin(engine);
    return current;
  }

  /** Commits what these units do, each under a savepoint of its own. */
  private void commit(Session current, Unit<?> first, Supplier<@Nullable Unit<?>> more)
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
    current.commit();
    engine.checkPlace(current.connection());
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
    Scope scope = new Scope(current, engine, true);
    boolean kept = unit.run(scope);
    if (scope.isBroken()) {
      throw new BrokenException();
    }
    return kept;
  }

  private Session session() throws SQLException {
    if (dropping) {
      drop();
    }
    Session current = session;
    if (current == null) {
      current = new Session(connections.getConnection(), configuration);
      session = current;
    }
    return current;
  }

  /**
   * Gives the connection up, so that nothing of it can ever be committed. When not even that
   * succeeds, at the end of a stack, the next leader does it.
   */
  private void drop() {
    dropping = true;
    Session dropped = session;
    if (dropped != null) {
      close(dropped.connection());
    }
    session = null;
    dropping = false;
  }

  private void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("A connection to the {} was not closed in order.", engine.name(), e);
    }
  }

  @Override
  public void close() {
    connected.lock();
    try {
      drop();
    } finally {
      connected.unlock();
    }
  }
}
