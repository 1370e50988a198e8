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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row or a key as bytes and reads it again: a record as its components, one after the
 * other. Knows the kinds of values that Hera's rows are made of.
 */
final class RowCodec {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private RowCodec() {}

  static byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), value);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(value + " cannot be written", e);
    }
  }

  static <R extends Record> R read(byte[] bytes, Class<R> type) {
    try {
      Object row = read(new DataInputStream(new ByteArrayInputStream(bytes)), type);
      return type.cast(Objects.requireNonNull(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private static void write(DataOutputStream out, @Nullable Object value)
      throws IOException, ReflectiveOperationException {
    out.writeBoolean(value != null);
    if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof String text) {
      // writeUTF takes 64 KiB at most, and a message may have more.
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (value instanceof Enum<?> constant) {
      out.writeUTF(constant.name());
    } else if (value instanceof Instant instant) {
      out.writeLong(instant.toEpochMilli());
    } else if (value instanceof Map<?, ?> texts) {
      out.writeInt(texts.size());
      for (Map.Entry<?, ?> entry : texts.entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } else if (value instanceof List<?> texts) {
      out.writeInt(texts.size());
      for (Object text : texts) {
        write(out, text);
      }
    } else if (value != null) {
      for (RecordComponent component : SHAPES.get(value.getClass()).components()) {
        write(out, component.getAccessor().invoke(value));
      }
    }
  }

  private static @Nullable Object read(DataInputStream in, Class<?> type)
      throws IOException, ReflectiveOperationException {
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
      return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
    if (type == Instant.class) {
      return Instant.ofEpochMilli(in.readLong());
    }
    if (type.isEnum()) {
      String name = in.readUTF();
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(type + " has no " + name));
    }
    if (type == List.class) {
      return readList(in);
    }
    return Map.class.isAssignableFrom(type) ? readMap(in) : SHAPES.get(type).read(in);
  }

  private static List<String> readList(DataInputStream in)
      throws IOException, ReflectiveOperationException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add((String) read(in, String.class));
    }
    return texts;
  }

  private static Map<String, String> readMap(DataInputStream in)
      throws IOException, ReflectiveOperationException {
    Map<String, String> texts = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.put((String) read(in, String.class), (String) read(in, String.class));
    }
    return texts;
  }

  /** How a record is made. */
  private record Shape(List<RecordComponent> components, Constructor<?> constructor) {
    static Shape of(Class<?> type) {
      List<RecordComponent> components = List.of(type.getRecordComponents());
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new Shape(components, type.getDeclaredConstructor(types));
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("every record has a canonical constructor", e);
      }
    }

    Object read(DataInputStream in) throws IOException, ReflectiveOperationException {
      @Nullable Object[] values = new Object[components.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = RowCodec.read(in, components.get(i).getType());
      }
      return constructor.newInstance(values);
    }
  }
}
