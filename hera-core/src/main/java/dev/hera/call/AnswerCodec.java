package dev.hera.call;

import dev.hera.work.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Base64;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Turns answers into text for the store and back, and arguments into a fingerprint (V3). */
final class AnswerCodec {
  private static final ObjectInputFilter OWN_TYPES =
      ObjectInputFilter.Config.createFilter("dev.hera.**;java.base/*;!*");

  private AnswerCodec() {}

  static String encode(VerbAnswer<?> answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @SuppressWarnings("unchecked")
  static <T> VerbAnswer<T> decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(OWN_TYPES);
      return (VerbAnswer<T>) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a stored answer is of a type that is gone", e);
    }
  }

  /** The same for equal arguments and, but for hash collisions, different for different ones. */
  static String fingerprint(Collection<? extends @Nullable Object> arguments) {
    StringBuilder text = new StringBuilder();
    append(text, arguments);
    return Secrets.sha256(text.toString());
  }

  /** Writes lengths before contents, so that no text can be taken for another structure. */
  private static void append(StringBuilder text, @Nullable Object value) {
    if (value == null) {
      text.append('-');
    } else if (value instanceof Collection<?> many) {
      text.append(many.size()).append('[');
      many.forEach(one -> append(text, one));
    } else if (value instanceof Record fields) {
      text.append('(');
      for (RecordComponent field : fields.getClass().getRecordComponents()) {
        append(text, read(field, fields));
      }
    } else {
      String plain = value.toString();
      text.append(plain.length()).append(':').append(plain);
    }
  }

  private static @Nullable Object read(RecordComponent field, Record fields) {
    try {
      return field.getAccessor().invoke(fields);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the fields of an argument can be read", e);
    }
  }
}
