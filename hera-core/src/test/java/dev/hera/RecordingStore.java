package dev.hera;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A store that writes down what it is asked, transaction by transaction. */
final class RecordingStore implements HeraStore {
  private final HeraStore store = TestStores.open();
  private final List<List<String>> transactions = new ArrayList<>();

  /** The calls of the transactions since the last time, each with its arguments. */
  synchronized List<List<String>> take() {
    List<List<String>> taken = List.copyOf(transactions);
    transactions.clear();
    return taken;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(tx -> work.apply(recorded(tx)));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(tx -> work.apply(recorded(tx)));
  }

  private synchronized Transaction recorded(Transaction tx) {
    List<String> calls = new ArrayList<>();
    transactions.add(calls);
    return (Transaction) recorded(Transaction.class, tx, "", calls);
  }

  private static Object recorded(Class<?> type, Object whole, String name, List<String> calls) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          boolean isTable = arguments == null && type == Transaction.class;
          if (!isTable) {
            calls.add(name + method.getName() + Arrays.toString(arguments));
          }
          Object answer = call(whole, method, arguments);
          return isTable
              ? recorded(method.getReturnType(), answer, method.getName() + ".", calls)
              : answer;
        });
  }

  private static Object call(Object whole, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(whole, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
