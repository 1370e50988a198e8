package dev.hera.examples.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as the bytes of its components, one after the other, and reads it again. Knows
 * the kinds of values that Hera's records are made of.
 */
final class RecordCodec<R extends Record> {
  private final Class<R> type;
  private final RecordComponent[] components;
  private final Constructor<R> constructor;

  RecordCodec(Class<R> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has a canonical constructor", e);
    }
  }

  byte[] write(R row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writeRecord(new DataOutputStream(bytes), row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  R read(byte[] bytes) {
    try {
      return readRecord(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeRecord(DataOutputStream out, Object row) throws IOException {
    for (RecordComponent component : components) {
      try {
        writeValue(out, component.getAccessor().invoke(row), component.getType());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(type + " cannot be read", e);
      }
    }
  }

  private R readRecord(DataInputStream in) throws IOException {
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = readValue(in, components[i].getType());
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private static void writeValue(DataOutputStream out, @Nullable Object value, Class<?> type)
      throws IOException {
    out.writeBoolean(value != null);
    if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof String text) {
      writeText(out, text);
    } else if (value instanceof Enum<?> constant) {
      out.writeUTF(constant.name());
    } else if (value instanceof Instant instant) {
      out.writeLong(instant.toEpochMilli());
    } else if (value instanceof Map<?, ?> texts) {
      writeMap(out, texts);
    } else if (value != null) {
      of(type).writeRecord(out, value);
    }
  }

  private static @Nullable Object readValue(DataInputStream in, Class<?> type) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    if (type == long.class) {
      return in.readLong();
    }
    if (type == int.class || type == Integer.class) {
      return in.readInt();
    }
    if (type == boolean.class) {
      return in.readBoolean();
    }
    if (type == String.class) {
      return readText(in);
    }
    if (type.isEnum()) {
      return constant(type, in.readUTF());
    }
    if (type == Instant.class) {
      return Instant.ofEpochMilli(in.readLong());
    }
    return Map.class.isAssignableFrom(type) ? readMap(in) : of(type).readRecord(in);
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no " + name));
  }

  private static RecordCodec<?> of(Class<?> type) {
    return NESTED.get(type);
  }

  private static final ClassValue<RecordCodec<?>> NESTED =
      new ClassValue<>() {
        @Override
        protected RecordCodec<?> computeValue(Class<?> type) {
          return new RecordCodec<>(type.asSubclass(Record.class));
        }
      };

  /** {@code writeUTF} takes 64 KiB at most, and a message may have more. */
  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void writeMap(DataOutputStream out, Map<?, ?> texts) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<?, ?> entry : texts.entrySet()) {
      writeText(out, (String) entry.getKey());
      writeText(out, (String) entry.getValue());
    }
  }

  private static SortedMap<String, String> readMap(DataInputStream in) throws IOException {
    TreeMap<String, String> texts = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.put(readText(in), readText(in));
    }
    return texts;
  }
}
