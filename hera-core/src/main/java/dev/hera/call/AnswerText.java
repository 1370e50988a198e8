package dev.hera.call;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.work.Secrets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps of a call with an idempotency key, as text (V3): the answer as {@code
 * {"result": {...}}} or {@code {"refusal": {"code", "message", "details"}}}, and a fingerprint of
 * its arguments.
 */
final class AnswerText {
  private AnswerText() {}

  static String write(VerbAnswer<?> answer) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    if (answer.refusal() == null) {
      kept.put("result", Fields.write(answer.value()));
    } else {
      kept.put("refusal", refusal(answer.refusal()));
    }
    return Json.write(kept);
  }

  private static Map<String, Object> refusal(HeraException refusal) {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("code", refusal.code().wire());
    kept.put("message", String.valueOf(refusal.getMessage()));
    kept.put("details", refusal.details());
    return kept;
  }

  /**
   * The answer that a text keeps.
   *
   * @param type what the verb answers; the text has no say in it
   * @return empty when the text cannot be read: another version wrote it
   */
  static <T extends Record> Optional<VerbAnswer<T>> read(Class<T> type, String text) {
    try {
      Map<?, ?> kept = Fields.expect(Map.class, Json.read(text));
      Object refusal = kept.get("refusal");
      return Optional.of(
          refusal == null
              ? VerbAnswer.of(Fields.read(type, Fields.expect(Object.class, kept.get("result"))))
              : VerbAnswer.refused(refused(Fields.expect(Map.class, refusal))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static HeraException refused(Map<?, ?> kept) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.wire().equals(kept.get("code")))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such code"));
    Map<String, Object> details = new TreeMap<>();
    Map<?, ?> told = kept.get("details") instanceof Map<?, ?> map ? map : Map.of();
    for (Map.Entry<?, ?> detail : told.entrySet()) {
      if (detail.getValue() != null) {
        details.put(String.valueOf(detail.getKey()), detail.getValue());
      }
    }
    return KeptRefusal.of(code, Fields.expect(String.class, kept.get("message")), details);
  }

  /**
   * The same for equal arguments, in every version, and, but for collisions of SHA-256, different
   * for different ones. An argument or field that is null or empty counts as one that is not there,
   * so that a version with one more says the same of the calls that do not use it.
   */
  static String fingerprint(List<? extends @Nullable Object> arguments) {
    List<@Nullable Object> given = new ArrayList<>();
    arguments.forEach(argument -> given.add(canonical(Fields.write(argument))));
    while (!given.isEmpty() && isNothing(given.get(given.size() - 1))) {
      given.remove(given.size() - 1);
    }
    return Secrets.sha256(Json.write(given));
  }

  /** The fields in the order of their names, without those that are empty. */
  private static @Nullable Object canonical(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(AnswerText::canonical).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new TreeMap<>();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        Object content = canonical(field.getValue());
        if (content != null && !isNothing(content)) {
          fields.put(String.valueOf(field.getKey()), content);
        }
      }
      return fields;
    }
    return value;
  }

  private static boolean isNothing(@Nullable Object value) {
    return value == null || value.equals(List.of()) || value.equals(Map.of());
  }
}
