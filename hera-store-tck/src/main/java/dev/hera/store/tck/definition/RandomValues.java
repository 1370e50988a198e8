package dev.hera.store.tck.definition;

import static dev.hera.store.tck.row.RowFixtures.at;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values drawn from few, so that they often meet. */
class RandomValues {
  /** Texts that differ in what a comparison may wrongly leave aside. */
  static final List<String> TEXTS =
      List.of("", "a", "A", "a ", "a\u0000", "\u00e9", "e\u0301", "/wt/a", "/wt/A");

  private static final int INSTANTS = 5;

  /** How many of the latest are met again and again. */
  private static final int OTHERS = 8;

  final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  final <E> E any(List<E> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** One of the last few. */
  final <E> E late(List<E> all) {
    return late(all, OTHERS);
  }

  final <E> E late(List<E> all, int few) {
    return any(all.subList(Math.max(0, all.size() - few), all.size()));
  }

  final <E extends Enum<E>> E any(Class<E> type) {
    return any(List.of(type.getEnumConstants()));
  }

  final <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }

  final String text() {
    return any(TEXTS);
  }

  final Instant instant() {
    return at(random.nextInt(INSTANTS));
  }

  /** Some rows, of which one may come twice. */
  final <R> List<R> some(Supplier<R> row) {
    List<R> some = new ArrayList<>(Stream.generate(row).limit(random.nextInt(4)).toList());
    if (!some.isEmpty() && random.nextInt(8) == 0) {
      some.add(some.get(0));
    }
    return some;
  }
}
