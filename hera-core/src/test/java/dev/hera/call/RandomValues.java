package dev.hera.call;

import dev.hera.error.InvalidArgumentException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random values of any type that an answer has fields of. */
final class RandomValues {
  private static final String CHARACTERS =
      "aZ09 \"\\/{}[]:,\t\r\n\b\f\0\u0001\u007f\u0085\u2028é\ufeff\ufffe\ud800\udc00\udbff\u202e";

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      return IntStream.range(0, random.nextInt(4)).mapToObj(i -> of(element)).toList();
    } else if (type == String.class) {
      return text();
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == int.class || type == Integer.class) {
      return random.nextInt() >> random.nextInt(Integer.SIZE);
    } else if (type == long.class || type == Long.class) {
      return random.nextLong() >> random.nextInt(Long.SIZE);
    } else if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (type == Throwable.class) {
      return new InvalidArgumentException("x", "y");
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      return record(plain);
    }
    throw new AssertionError("no field of an answer was a " + type);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types)
          .newInstance(Stream.of(components).map(this::field).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no " + type, e);
    }
  }

  private @Nullable Object field(RecordComponent component) {
    boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return mayBeNull && random.nextBoolean() ? null : of(component.getGenericType());
  }
}
