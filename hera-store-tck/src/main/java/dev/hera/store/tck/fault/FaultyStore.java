package dev.hera.store.tck.fault;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store that fails once, at a chosen call, before or after the call took effect. Counted are the
 * calls of a transaction and of its parts, and each commit of a write. Only for one thread.
 */
public final class FaultyStore implements HeraStore {

  /** Whether a call took effect before it failed. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  private final HeraStore sound;
  private final long failing;
  private final Moment moment;
  private long calls;

  private FaultyStore(HeraStore sound, long failing, Moment moment) {
    this.sound = sound;
    this.failing = failing;
    this.moment = moment;
  }

  /** A store that never fails and counts. */
  public static FaultyStore counting(HeraStore sound) {
    return new FaultyStore(sound, 0, Moment.BEFORE);
  }

  /** A store of which the call with this number, beginning with 1, fails. */
  public static FaultyStore failing(HeraStore sound, long call, Moment moment) {
    return new FaultyStore(sound, call, moment);
  }

  /** How many calls were made. */
  public long calls() {
    return calls;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return sound.read(tx -> work.apply(faulty(Transaction.class, tx)));
  }

  /** A commit that fails before it took effect takes the work back; the other one keeps it. */
  @Override
  public <T> T write(Function<Transaction, T> work) {
    boolean[] late = new boolean[1];
    T answer =
        sound.write(
            tx -> {
              T value = work.apply(faulty(Transaction.class, tx));
              late[0] = isFailing();
              if (late[0] && moment == Moment.BEFORE) {
                throw failure();
              }
              return value;
            });
    if (late[0]) {
      throw failure();
    }
    return answer;
  }

  @Override
  public InstantSource clock() {
    return sound.clock();
  }

  @Override
  public void close() {
    sound.close();
  }

  private boolean isFailing() {
    return ++calls == failing;
  }

  private static StoreUnavailableException failure() {
    return new StoreUnavailableException("The store fails as it was told to; try again.");
  }

  private <S> S faulty(Class<S> type, S target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                isPart(method)
                    ? part(method.getReturnType(), call(target, method, arguments))
                    : failing(() -> call(target, method, arguments)));
    return type.cast(proxy);
  }

  private <S> S part(Class<S> type, Object target) {
    return faulty(type, type.cast(target));
  }

  private static boolean isPart(Method method) {
    return method.getReturnType().getPackage() == Transaction.class.getPackage()
        && method.getReturnType().isInterface();
  }

  private Object failing(Supplier<Object> call) {
    boolean fails = isFailing();
    if (fails && moment == Moment.BEFORE) {
      throw failure();
    }
    Object answer = call.get();
    if (fails) {
      throw failure();
    }
    return answer;
  }

  @SuppressWarnings("NullAway") // what a method of the store returns, null for void, is passed on
  private static Object call(Object target, Method method, Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
