package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * waits, and the first of those leads next, as does the first beyond as many as share a commit.
 *
 * <p>So a work may run on the thread of another caller. It must not lean on thread-locals, nor wait
 * for anything that its caller holds; the leader's interrupt is put aside while it leads.
 *
 * <p>When the database fails, the connection is dropped and nothing of the group is kept; then each
 * work of it runs once more, alone.
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
  private @Nullable Session session;

  Writer(JooqStore.Engine engine, Configuration configuration) {
    this.engine = engine;
    this.configuration = configuration;
    this.connections = engine.writer();
  }

  <T> T write(Function<Transaction, T> work) {
    Unit<T> unit = new Unit<>(work);
    if (enter(unit) || unit.awaitLead()) {
      lead();
    }
    return unit.result();
  }

  /** Uses the writer's connection between two commits. */
  <T> T use(JooqStore.ConnectionUse<T> use) throws SQLException {
    connected.lock();
    try {
      Session current = session();
      current.forget();
      return use.on(current.connection());
    } catch (SQLException e) {
      drop();
      throw e;
    } finally {
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

  private void lead() {
    List<Unit<?>> group = new ArrayList<>();
    boolean interrupted = Thread.interrupted();
    connected.lock();
    try {
      commitTogether(group);
    } finally {
      connected.unlock();
      passOn();
      group.forEach(Unit::answer);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void passOn() {
    synchronized (queue) {
      Unit<?> next = waiting.peek();
      if (next == null) {
        led = false;
      } else {
        next.lead();
      }
    }
  }

  /** Commits the leader's unit, which waits first, and all that join it. */
  private void commitTogether(List<Unit<?>> group) {
    Unit<?> first = Objects.requireNonNull(join(group), "the leader's unit");
    try {
      commit(first, () -> join(group));
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
      commit(unit, () -> null);
    } catch (SQLException | RuntimeException | Error e) {
      drop();
      refuse(unit, e);
    }
  }

  /**
   * The next unit of the group, or null when none waits or the group is full. Gives way once before
   * it says that none waits, because callers that were just answered are often about to come again.
   */
  @SuppressWarnings("ThreadPriorityCheck") // right without it, too; only the groups are smaller
  private @Nullable Unit<?> join(List<Unit<?>> group) {
    if (group.size() == MOST_TOGETHER) {
      return null;
    }
    Unit<?> unit = poll();
    if (unit == null) {
      Thread.yield();
      unit = poll();
    }
    if (unit != null) {
      group.add(unit);
    }
    return unit;
  }

  private @Nullable Unit<?> poll() {
    synchronized (queue) {
      return waiting.poll();
    }
  }

  /** Commits what these units do, each under a savepoint of its own. */
  private void commit(Unit<?> first, Supplier<@Nullable Unit<?>> more) throws SQLException {
    Session current = session();
    current.begin(engine);
    for (Unit<?> unit = first; unit != null; unit = more.get()) {
      current.savepoint();
      if (run(unit, current)) {
        current.release();
      } else {
        current.rollback();
      }
    }
    current.commit();
  }

  private void refuse(Unit<?> unit, Throwable e) {
    if (e instanceof SQLException sql) {
      unit.fail(Failures.unavailable(engine, sql));
    } else if (!(e instanceof BrokenException)) {
      unit.fail(e);
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
    Session current = session;
    if (current == null) {
      current = new Session(connections.getConnection(), configuration);
      session = current;
    }
    return current;
  }

  /** Gives the connection up, so that nothing of it can ever be committed. */
  private void drop() {
    Session dropped = session;
    session = null;
    if (dropped != null) {
      close(dropped.connection());
    }
  }

  private void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
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
