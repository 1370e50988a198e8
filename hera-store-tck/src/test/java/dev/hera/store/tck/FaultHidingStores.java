package dev.hera.store.tck;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.TamperedStore.Call;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Stores that do the wrong thing when the database beneath them fails, each in one way. */
final class FaultHidingStores {
  private FaultHidingStores() {}

  /** Takes a commit that failed, because the disk is full, say, for one that succeeded. */
  static HeraStore swallowsFailedCommits(HeraStore database) {
    return new HeraStore() {
      @Override
      public <T> T read(Function<Transaction, T> work) {
        return database.read(work);
      }

      @Override
      public <T> T write(Function<Transaction, T> work) {
        AtomicReference<T> answer = new AtomicReference<>();
        try {
          return database.write(
              tx -> {
                answer.set(work.apply(tx));
                return answer.get();
              });
        } catch (StoreUnavailableException e) {
          if (answer.get() == null) {
            throw e;
          }
          return answer.get();
        }
      }

      @Override
      public void close() {
        database.close();
      }
    };
  }

  /** Makes a call that failed once more, and goes on with the transaction. */
  static HeraStore triesCallsAgain(HeraStore database) {
    return new HeraStore() {
      @Override
      public <T> T read(Function<Transaction, T> work) {
        return database.read(work);
      }

      @Override
      public <T> T write(Function<Transaction, T> work) {
        return database.write(tx -> work.apply(stubborn(Transaction.class, tx)));
      }

      @Override
      public void close() {
        database.close();
      }
    };
  }

  private static <S> S stubborn(Class<S> type, Object target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Call call = Call.of(target, method, arguments);
              if (TamperedStore.isPart(method)) {
                return stubborn(method.getReturnType(), call.proceed());
              }
              try {
                return call.proceed();
              } catch (StoreUnavailableException e) {
                return call.proceed();
              }
            });
    return type.cast(proxy);
  }
}
