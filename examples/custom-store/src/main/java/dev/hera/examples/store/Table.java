package dev.hera.examples.store;

import dev.hera.spi.UniquenessException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a table: how its rows are keyed and indexed. An index gives each row a key, or
 * null for a row that it does not have; the map of an index leads from its keys to those of rows.
 */
final class Table<R extends Record> {
  private final String name;
  private final RecordCodec<R> codec;
  private final Function<R, String> key;
  private final Map<String, Place<R>> unique = new LinkedHashMap<>();
  private final Map<String, Place<R>> sorted = new LinkedHashMap<>();

  Table(String name, Class<R> type, Function<R, String> key) {
    this.name = name;
    this.codec = new RecordCodec<>(type);
    this.key = key;
  }

  /** What key a row has in an index, as the other tables stand. */
  interface Place<R> {
    @Nullable String of(Maps maps, R row);
  }

  /** Adds an index in which no two rows may have one key. */
  Table<R> unique(String index, Function<R, @Nullable String> of) {
    return unique(index, (maps, row) -> of.apply(row));
  }

  /** As {@link #unique(String, Function)}, for a key that depends on another table, too. */
  Table<R> unique(String index, Place<R> of) {
    unique.put(name + "." + index, of);
    return this;
  }

  /** Adds an index whose keys need not differ: the key of the row is put behind them. */
  Table<R> sorted(String index, Function<R, @Nullable String> of) {
    sorted.put(
        name + "." + index,
        (maps, row) -> {
          String prefix = of.apply(row);
          return prefix == null ? null : prefix + key.apply(row);
        });
    return this;
  }

  /** The names of all maps of this table. */
  List<String> maps() {
    List<String> maps = new ArrayList<>(List.of(name));
    maps.addAll(unique.keySet());
    maps.addAll(sorted.keySet());
    return maps;
  }

  void insert(Maps maps, R row) {
    maps.changing(
        () -> {
          if (maps.get(name, key.apply(row)) != null) {
            throw new UniquenessException("a row of " + name + " has this id already");
          }
          index(maps, null, row);
          maps.put(name, key.apply(row), codec.write(row));
        });
  }

  void insertAll(Maps maps, Collection<R> rows) {
    maps.changing(() -> rows.forEach(row -> insert(maps, row)));
  }

  void update(Maps maps, R row) {
    maps.changing(
        () -> {
          R before =
              find(maps, key.apply(row))
                  .orElseThrow(() -> new IllegalStateException(name + " has no such row"));
          index(maps, before, row);
          maps.put(name, key.apply(row), codec.write(row));
        });
  }

  /** Inserts the row, or replaces the one with the same key. */
  void put(Maps maps, R row) {
    if (maps.get(name, key.apply(row)) == null) {
      insert(maps, row);
    } else {
      update(maps, row);
    }
  }

  void delete(Maps maps, R row) {
    maps.changing(
        () -> {
          index(maps, row, null);
          maps.put(name, key.apply(row), null);
        });
  }

  private void index(Maps maps, @Nullable R before, @Nullable R after) {
    unique.forEach((index, place) -> move(maps, index, place, before, after, true));
    sorted.forEach((index, place) -> move(maps, index, place, before, after, false));
  }

  private void move(
      Maps maps,
      String index,
      Place<R> place,
      @Nullable R before,
      @Nullable R after,
      boolean once) {
    String old = before == null ? null : place.of(maps, before);
    String next = after == null ? null : place.of(maps, after);
    if (Objects.equals(old, next)) {
      return;
    }
    if (old != null) {
      maps.put(index, old, null);
    }
    if (next != null && after != null) {
      if (once && maps.get(index, next) != null) {
        throw new UniquenessException("another row is at this place of " + index);
      }
      maps.put(index, next, Maps.bytes(key.apply(after)));
    }
  }

  Optional<R> find(Maps maps, String of) {
    return Optional.ofNullable(maps.get(name, of)).map(codec::read);
  }

  /** The row at this place of a unique index. */
  Optional<R> find(Maps maps, String index, String of) {
    return Optional.ofNullable(maps.get(name + "." + index, of))
        .flatMap(found -> find(maps, Maps.text(found)));
  }

  /** The rows whose own keys begin with {@code prefix}, in the order of these keys. */
  List<R> list(Maps maps, String prefix) {
    return maps.range(name, prefix, prefix, Integer.MAX_VALUE).stream().map(codec::read).toList();
  }

  /** The rows whose keys in an index begin with {@code prefix}, in the order of these keys. */
  List<R> list(Maps maps, String index, String prefix) {
    return list(maps, index, prefix, prefix, Integer.MAX_VALUE);
  }

  /** As {@link #list(Maps, String, String)}, from {@code from} on, and at most {@code limit}. */
  List<R> list(Maps maps, String index, String prefix, String from, int limit) {
    return maps.range(name + "." + index, prefix, from, limit).stream()
        .map(found -> find(maps, Maps.text(found)).orElseThrow())
        .toList();
  }
}
