package dev.hera.store.jooq;

import dev.hera.spi.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a store, which commits for many callers at once. A caller that finds nobody
 * writing leads: it runs its own work and all that waits, one after the other, in one transaction,
 * each under a savepoint; commits; and answers all. Who comes meanwhile waits, and one of those
 * leads next. A caller alone has a transaction of its own without savepoint.
 *
 * <p>So a work may run on the thread of another caller. It must not lean on thread-locals, nor wait
 * for anything that its caller holds; the leader's interrupt is put aside while it leads.
 *
 * <p>When the database fails, the connection is dropped and nothing of the group is kept; then each
 * work of it runs once more, alone.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final JooqStore.Engine engine;
  private final Configuration configuration;
  private final DataSource connections;
  private final ReentrantLock connected = new ReentrantLock(true);
  private final Object queue = new Object();
  private List<Unit<?>> waiting = new ArrayList<>();
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
      return use.on(current.given());
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
    List<Unit<?>> group = take();
    boolean interrupted = Thread.interrupted();
    connected.lock();
    try {
      commit(group);
    } finally {
      connected.unlock();
      passOn();
      group.forEach(Unit::answer);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Unit<?>> take() {
    synchronized (queue) {
      List<Unit<?>> group = waiting;
      waiting = new ArrayList<>();
      return group;
    }
  }

  private void passOn() {
    synchronized (queue) {
      if (waiting.isEmpty()) {
        led = false;
      } else {
        waiting.get(0).lead();
      }
    }
  }

  private void commit(List<Unit<?>> group) {
    if (group.size() == 1) {
      commitAlone(group.get(0));
      return;
    }
    try {
      commitTogether(group);
    } catch (SQLException | RuntimeException | Error e) {
      drop();
      group.forEach(this::commitAlone);
    }
  }

  private void commitTogether(List<Unit<?>> group) throws SQLException {
    Session current = session();
    current.begin(engine);
    for (Unit<?> unit : group) {
      Savepoint savepoint = current.savepoint();
      if (run(unit, current)) {
        current.release(savepoint);
      } else {
        current.rollback(savepoint);
      }
    }
    current.commit();
  }

  private void commitAlone(Unit<?> unit) {
    try {
      Session current = session();
      current.begin(engine);
      if (run(unit, current)) {
        current.commit();
      } else {
        current.rollback();
      }
    } catch (BrokenException e) {
      drop();
    } catch (SQLException e) {
      drop();
      unit.fail(Failures.unavailable(engine, e));
    } catch (RuntimeException | Error e) {
      drop();
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
      current = Session.on(connections.getConnection(), configuration);
      session = current;
    }
    return current;
  }

  /** Gives the connection up, so that nothing of it can ever be committed. */
  private void drop() {
    Session dropped = session;
    session = null;
    if (dropped != null) {
      close(dropped.given());
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
