package dev.hera.examples.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/**
 * The maps as one transaction sees them: only while it runs, on its own thread. Remembers what each
 * change replaced, so that all of them can be taken back.
 */
final class Maps {
  /**
   * A map as it is now, or as it was after a commit.
   *
   * @param then the root of the map's tree at that commit, which no later change touches; null for
   *     the present
   */
  record View(MVMap<String, byte[]> map, @Nullable RootReference<String, byte[]> then) {
    byte @Nullable [] get(String key) {
      return then == null ? map.get(key) : map.get(then.root, key);
    }

    Cursor<String, byte[]> from(String key) {
      return then == null ? map.cursor(key) : map.cursor(then, key, null, false);
    }
  }

  private final Function<String, View> maps;
  private final boolean writable;
  private final Thread thread = Thread.currentThread();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private boolean ended;
  private @Nullable RuntimeException failure;

  Maps(Function<String, View> maps, boolean writable) {
    this.maps = maps;
    this.writable = writable;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private View use(String name) {
    requireInUse();
    return maps.apply(name);
  }

  /** Refuses every use but that of the work, on its thread. */
  void requireInUse() {
    if (ended || Thread.currentThread() != thread) {
      throw new IllegalStateException("a transaction is of use only to its work, on its thread");
    }
  }

  byte @Nullable [] get(String name, String key) {
    return use(name).get(key);
  }

  /** The values whose keys begin with {@code prefix} and are not before {@code from}. */
  List<byte[]> range(String name, String prefix, String from, int limit) {
    List<byte[]> found = new ArrayList<>();
    Cursor<String, byte[]> cursor = use(name).from(from);
    while (found.size() < limit && cursor.hasNext() && cursor.next().startsWith(prefix)) {
      found.add(cursor.getValue());
    }
    return found;
  }

  /** Sets or, with null, removes a value. */
  void put(String name, String key, byte @Nullable [] value) {
    MVMap<String, byte[]> map = use(name).map();
    byte[] before = set(map, key, value);
    undo.push(() -> set(map, key, before));
  }

  private static byte @Nullable [] set(
      MVMap<String, byte[]> map, String key, byte @Nullable [] value) {
    return value == null ? map.remove(key) : map.put(key, value);
  }

  /** Makes a change; once one failed, the transaction cannot commit. */
  void changing(Runnable change) {
    requireInUse();
    if (!writable) {
      throw new IllegalStateException("a read changes nothing; use write");
    }
    try {
      change.run();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Nothing can be done with the transaction from here on. */
  void end() {
    ended = true;
  }

  void requireWhole() {
    if (failure != null) {
      throw failure;
    }
  }

  boolean isChanged() {
    return !undo.isEmpty();
  }

  void takeBack() {
    undo.forEach(Runnable::run);
    undo.clear();
  }
}
