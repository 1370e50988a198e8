package dev.hera;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Events;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store that notes which events are appended, also those of no orchestrator. */
final class AppendedEvents implements HeraStore {
  private final HeraStore store;
  private final List<Event> appended = new ArrayList<>();

  AppendedEvents(HeraStore store) {
    this.store = store;
  }

  List<Event> appended() {
    return List.copyOf(appended);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(tx -> work.apply(noting(tx)));
  }

  private Transaction noting(Transaction tx) {
    return (Transaction)
        Proxy.newProxyInstance(
            Transaction.class.getClassLoader(),
            new Class<?>[] {Transaction.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(tx, arguments);
                return answer instanceof Events events ? noting(events) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Events noting(Events events) {
    return new Events() {
      @Override
      public void append(Collection<Event> more) {
        events.append(more);
        appended.addAll(more);
      }

      @Override
      public List<Event> list(@Nullable OrchestratorId orchestrator, long after, int limit) {
        return events.list(orchestrator, after, limit);
      }

      @Override
      public List<Event> listAbout(RoleId subject) {
        return events.listAbout(subject);
      }
    };
  }

  @Override
  public void close() {
    store.close();
  }
}
