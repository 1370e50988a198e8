package dev.hera.store.tck;

import dev.hera.memory.MemoryStore;
import dev.hera.plan.Gate;
import dev.hera.role.RoleId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/** Stores that break the contract as a whole, each in one way. */
final class BrokenStores {
  private BrokenStores() {}

  /** A store around a sound one, that does as it does where nothing else is said. */
  static class Around implements HeraStore {
    final HeraStore sound = MemoryStore.create();

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return sound.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return sound.write(work);
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  /** Does not wait for the disk, though it says so. */
  static final class Sloppy extends Around {}

  /** Commits what a failed work did. */
  static final class NeverRollsBack extends Around {
    @Override
    public <T> T write(Function<Transaction, T> work) {
      AtomicReference<RuntimeException> failure = new AtomicReference<>();
      T result =
          super.write(
              tx -> {
                try {
                  return work.apply(tx);
                } catch (RuntimeException thrown) {
                  failure.set(thrown);
                  return null;
                }
              });
      if (failure.get() != null) {
        throw failure.get();
      }
      return result;
    }
  }

  /** Keeps the first row of a batch that a uniqueness rule refused. */
  static final class KeepsTheFirst extends Around {
    private final String insert;

    /**
     * @param table as a transaction names it
     */
    KeepsTheFirst(String table) {
      insert = table + ".insert";
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      AtomicReference<TamperedStore.Call> last = new AtomicReference<>();
      try {
        return new TamperedStore(sound)
            .with(
                insert,
                call -> {
                  last.set(call);
                  return call.proceed();
                })
            .write(work);
      } catch (UniquenessException refused) {
        Object first = ((Collection<?>) last.get().arguments().get(0)).iterator().next();
        new TamperedStore(sound)
            .with(
                insert,
                call ->
                    new TamperedStore.Call(call.target(), call.method(), List.of(List.of(first)))
                        .proceed())
            .write(this::insertNothing);
        throw refused;
      }
    }

    private boolean insertNothing(Transaction tx) {
      List<Table<?, ?>> tables =
          List.of(
              tx.orchestrators(),
              tx.roles(),
              tx.tasks(),
              tx.bindings(),
              tx.edges(),
              tx.gates(),
              tx.launches(),
              tx.holds(),
              tx.hosts(),
              tx.messages());
      tables.forEach(table -> table.insert(List.of()));
      return true;
    }
  }

  /** Acts on the exceptions of some works. */
  static final class Catches extends Around {
    private final Predicate<Throwable> which;
    private final Function<Throwable, RuntimeException> instead;

    private Catches(Predicate<Throwable> which, Function<Throwable, RuntimeException> instead) {
      this.which = which;
      this.instead = instead;
    }

    /** Answers as if the work had succeeded. */
    static HeraStore andSwallows(Predicate<Throwable> which) {
      return new Catches(which, thrown -> null);
    }

    /** Wraps the exception. */
    static HeraStore andWraps() {
      return new Catches(thrown -> true, IllegalStateException::new);
    }

    /** Lets pass what a uniqueness rule should refuse, when all these words are in the refusal. */
    static HeraStore andForgets(String... words) {
      return andSwallows(
          thrown -> {
            boolean forgotten = thrown instanceof UniquenessException;
            for (String word : words) {
              forgotten &= thrown.getMessage().contains(word);
            }
            return forgotten;
          });
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      try {
        return super.write(work);
      } catch (RuntimeException thrown) {
        if (!which.test(thrown)) {
          throw thrown;
        }
        RuntimeException other = instead.apply(thrown);
        if (other != null) {
          throw other;
        }
        return null;
      }
    }
  }

  /** Reads what it updates before it waits for its turn. */
  static final class LosesUpdates extends Around {
    private final Map<RoleId, Gate> committed = new ConcurrentHashMap<>();

    @Override
    public <T> T write(Function<Transaction, T> work) {
      Map<RoleId, Gate> early = Map.copyOf(committed);
      Map<RoleId, Gate> updated = new ConcurrentHashMap<>();
      T result =
          new TamperedStore(sound)
              .with("gates.find", call -> found(early.get(call.arguments().get(0)), call))
              .with("gates.update", call -> kept(updated, call))
              .write(work);
      committed.putAll(updated);
      return result;
    }

    private static Object found(Gate early, TamperedStore.Call call) throws Throwable {
      return early == null ? call.proceed() : Optional.of(early);
    }

    private static Object kept(Map<RoleId, Gate> updated, TamperedStore.Call call)
        throws Throwable {
      Gate gate = (Gate) call.arguments().get(0);
      updated.put(gate.role(), gate);
      return call.proceed();
    }
  }

  /** Gives in its writes the rows that an earlier one found, until some method is called. */
  static final class Remembers extends Around {
    private final Map<Object, Object> found = new HashMap<>();
    private final String find;
    private final String untilCalled;

    Remembers(String find, String untilCalled) {
      this.find = find;
      this.untilCalled = untilCalled;
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return new TamperedStore(sound)
          .with(find, this::remembered)
          .with(
              untilCalled,
              call -> {
                found.clear();
                return call.proceed();
              })
          .write(work);
    }

    private Object remembered(TamperedStore.Call call) throws Throwable {
      Object known = found.get(call.arguments().get(0));
      if (known == null) {
        known = call.proceed();
        found.put(call.arguments().get(0), known);
      }
      return known;
    }
  }

  /** Makes every call of a transaction a transaction of its own. */
  static final class CommitsEveryCall extends Around {
    private final boolean writes;

    /**
     * @param writes whether writes do so too, or only reads
     */
    CommitsEveryCall(boolean writes) {
      this.writes = writes;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return work.apply(loose(false));
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return writes ? work.apply(loose(true)) : super.write(work);
    }

    private Transaction loose(boolean writing) {
      return proxy(Transaction.class, tx -> tx, writing);
    }

    private <S> S proxy(Class<S> type, Function<Transaction, Object> part, boolean writing) {
      Object proxy =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (TamperedStore.isPart(method)) {
                  return proxy(method.getReturnType(), tx -> invoke(method, tx, null), writing);
                }
                Function<Transaction, Object> call =
                    tx -> invoke(method, part.apply(tx), arguments);
                return writing ? super.write(call) : super.read(call);
              });
      return type.cast(proxy);
    }

    private static Object invoke(Method method, Object on, Object[] arguments) {
      try {
        return TamperedStore.Call.of(on, method, arguments).proceed();
      } catch (RuntimeException thrown) {
        throw thrown;
      } catch (Throwable thrown) {
        throw new AssertionError(thrown);
      }
    }
  }

  /** Runs a transaction within another one as a part of it. */
  static final class Nests extends Around {
    private static final ThreadLocal<Transaction> RUNNING = new ThreadLocal<>();

    @Override
    public <T> T read(Function<Transaction, T> work) {
      Transaction outer = RUNNING.get();
      return outer == null ? super.read(tx -> within(tx, work)) : work.apply(outer);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      Transaction outer = RUNNING.get();
      return outer == null ? super.write(tx -> within(tx, work)) : work.apply(outer);
    }

    private <T> T within(Transaction tx, Function<Transaction, T> work) {
      RUNNING.set(tx);
      try {
        return work.apply(tx);
      } finally {
        RUNNING.remove();
      }
    }
  }

  /** Lets a read change something. */
  static final class WritesInReads extends Around {
    @Override
    public <T> T read(Function<Transaction, T> work) {
      return super.write(work);
    }
  }
}
