package dev.hera.call;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records as what {@link Json} writes, and back: a map of their fields by name, without those that
 * are null; a record of one {@code value}, such as an id, as that value; enums and instants as
 * text.
 *
 * <p>Read is what a type asks for: fields that it does not have are passed over, and those that are
 * missing become null, zero, false or an empty list.
 */
final class Fields {
  private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Fields() {}

  static @Nullable Object write(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    } else if (value instanceof Long || value instanceof Integer) {
      return value;
    } else if (value instanceof Enum<?> constant) {
      return wire(constant);
    } else if (value instanceof Instant) {
      return value.toString();
    } else if (value instanceof Collection<?> many) {
      List<@Nullable Object> list = new ArrayList<>();
      many.forEach(each -> list.add(write(each)));
      return list;
    } else if (value instanceof Record fields) {
      return isValue(fields.getClass()) ? write(fieldsOf(fields).get("value")) : fieldsOf(fields);
    }
    throw new IllegalStateException("no field is a " + value.getClass().getName());
  }

  private static Map<String, Object> fieldsOf(Record record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Object field = write(component.getAccessor().invoke(record));
        if (field != null) {
          fields.put(name(component), field);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the fields of a record can be read", e);
      }
    }
    return fields;
  }

  /** What a JSON value says, as a value of this type. */
  static <T extends Record> T read(Class<T> type, Object json) {
    return type.cast(record(type, json));
  }

  private static @Nullable Object value(Type type, @Nullable Object json) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      Type element = generic.getActualTypeArguments()[0];
      List<?> elements = json == null ? List.of() : expect(List.class, json);
      return elements.stream().map(each -> value(element, each)).toList();
    } else if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("no field is a " + type);
    } else if (json == null) {
      return none(plain);
    } else if (plain.isRecord()) {
      return record(plain, json);
    } else if (plain.isEnum()) {
      return constant(plain, json);
    } else {
      return single(plain, json);
    }
  }

  private static @Nullable Object none(Class<?> type) {
    if (type == boolean.class) {
      return false;
    } else if (type == int.class) {
      return 0;
    } else {
      return type == long.class ? (Object) 0L : null;
    }
  }

  private static Object single(Class<?> type, Object json) {
    if (type == String.class) {
      return expect(String.class, json);
    } else if (type == boolean.class || type == Boolean.class) {
      return expect(Boolean.class, json);
    } else if (type == long.class || type == Long.class) {
      return expect(Long.class, json);
    } else if (type == int.class || type == Integer.class) {
      return int32(expect(Long.class, json));
    } else if (type == Instant.class) {
      return instant(expect(String.class, json));
    }
    throw new IllegalStateException("no field is a " + type);
  }

  private static int int32(long number) {
    if (number != (int) number) {
      throw new IllegalArgumentException(number + " is too large");
    }
    return (int) number;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object constant(Class<?> type, Object json) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> wire((Enum<?>) constant).equals(json))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type.getName() + ": " + json));
  }

  private static Object record(Class<?> type, Object json) {
    Map<?, ?> fields = isValue(type) ? Map.of("value", json) : expect(Map.class, json);
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i].getGenericType(), fields.get(name(components[i])));
      types[i] = components[i].getType();
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("refused by " + type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be made of its fields", e);
    }
  }

  /** The JSON value when it is of the type that is asked for. */
  static <T> T expect(Class<T> type, @Nullable Object json) {
    if (!type.isInstance(json)) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + json);
    }
    return type.cast(json);
  }

  private static boolean isValue(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components.length == 1 && components[0].getName().equals("value");
  }

  private static String name(RecordComponent component) {
    String words = INNER_CAPITAL.matcher(component.getName()).replaceAll("_");
    return words.toLowerCase(Locale.ROOT);
  }

  private static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
