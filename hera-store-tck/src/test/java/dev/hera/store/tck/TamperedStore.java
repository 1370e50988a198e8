package dev.hera.store.tck;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A store of which some methods play tricks; a method is named as in {@code roles.listActive}. */
public final class TamperedStore implements HeraStore {
  private final HeraStore sound;
  private final Map<String, Trick> tricks = new HashMap<>();

  public TamperedStore(HeraStore sound) {
    this.sound = sound;
  }

  /** A store in memory of which one method does something else. */
  static TamperedStore inMemory(String method, Trick trick) {
    return new TamperedStore(MemoryStore.create()).with(method, trick);
  }

  public TamperedStore with(String method, Trick trick) {
    tricks.put(method, trick);
    return this;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return sound.read(tx -> work.apply(tampered(tx)));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return sound.write(tx -> work.apply(tampered(tx)));
  }

  @Override
  public void close() {
    sound.close();
  }

  private Transaction tampered(Transaction tx) {
    return proxy(Transaction.class, tx, "");
  }

  private <S> S proxy(Class<S> type, Object target, String path) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Call call = Call.of(target, method, arguments);
              String name = path + method.getName();
              Trick trick = tricks.get(name);
              if (trick != null) {
                return trick.play(call);
              }
              Object answer = call.proceed();
              return isPart(method) ? proxy(method.getReturnType(), answer, name + ".") : answer;
            });
    return type.cast(proxy);
  }

  public static boolean isPart(Method method) {
    return method.getReturnType().isInterface()
        && method.getReturnType().getPackage().equals(Transaction.class.getPackage());
  }

  /** What a method does instead. */
  public interface Trick {
    Object play(Call call) throws Throwable;
  }

  /** A call of a method of the sound store. */
  public record Call(Object target, Method method, List<Object> arguments) {
    public static Call of(Object target, Method method, Object[] arguments) {
      return new Call(target, method, arguments == null ? List.of() : Arrays.asList(arguments));
    }

    /** The call with another argument. */
    Object with(int argument, Object value) throws Throwable {
      List<Object> changed = new ArrayList<>(arguments);
      changed.set(argument, value);
      return new Call(target, method, changed).proceed();
    }

    public Object proceed() throws Throwable {
      try {
        return method.invoke(target, arguments.toArray());
      } catch (InvocationTargetException failure) {
        throw failure.getCause();
      }
    }
  }
}
