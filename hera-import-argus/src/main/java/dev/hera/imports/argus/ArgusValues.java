package dev.hera.imports.argus;

import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.message.DeliveryMode;
import dev.hera.role.EndReason;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From argus's values to Hera's, with a note of each that is not taken as it is. */
final class ArgusValues {
  /**
   * An instant in ISO 8601, in UTC where it names no zone, at midnight where it names no time, or
   * as Go prints one: with a blank before and a name after the offset.
   */
  private static final Pattern INSTANT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)"
              + "(?: ?(?:Z|UTC|([+-]\\d{2}(?::?\\d{2})?)(?: [A-Z]+| [+-]\\d{2,4})?))?"
              + "(?: m=.*)?)?",
          Pattern.CASE_INSENSITIVE);

  /** What Go writes for no instant. */
  private static final Instant ZERO_OF_GO = Instant.parse("0001-01-01T00:00:00Z");

  private static final char REPLACEMENT = '\uFFFD';

  private final ArgusCopy copy;
  private final Instant now;
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, Integer> leftOut = new HashMap<>();

  ArgusValues(ArgusCopy copy, Instant now) {
    this.copy = copy;
    this.now = now;
  }

  List<Note> notes() {
    return notes;
  }

  Map<String, Integer> leftOut() {
    return leftOut;
  }

  /**
   * The instant in this column, or empty where there is none, which Go also writes as its zero; an
   * unreadable one is the present.
   */
  Optional<Instant> instant(ArgusTables.Row row, String column, String what) {
    return row.given(column)
        .map(text -> parse(text.strip()).orElseGet(() -> unreadable(column, what)))
        .filter(instant -> !instant.equals(ZERO_OF_GO));
  }

  /** The instant in this column, which every row has; the present where it is missing. */
  Instant neededInstant(ArgusTables.Row row, String column, String what) {
    return instant(row, column, what).orElseGet(() -> unreadable(column, what));
  }

  private static Optional<Instant> parse(String text) {
    Matcher matcher = INSTANT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String time = Objects.requireNonNullElse(matcher.group(2), "00:00").replace(',', '.');
    String offset = Objects.requireNonNullElse(matcher.group(3), "Z");
    try {
      return Optional.of(
          LocalDateTime.parse(matcher.group(1) + "T" + time)
              .toInstant(ZoneOffset.of(offset))
              .truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Instant unreadable(String column, String what) {
    note(Fate.CHANGED, what, "given the present as " + column + ", which is no instant there");
    return now;
  }

  /** The text with a replacement for what Hera admits in no text. */
  String text(String text, String what) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isHalfAPair(point) ? REPLACEMENT : point)
        .forEach(clean::appendCodePoint);
    if (!text.contentEquals(clean)) {
      note(Fate.CHANGED, what, "NUL characters and broken ones were replaced");
    }
    return clean.toString();
  }

  private static boolean isHalfAPair(int point) {
    return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
  }

  /** The value with this name; one that is unknown comes from a newer argus. */
  <E> E known(E[] values, Function<E, String> wire, String text, String what) {
    for (E value : values) {
      if (wire.apply(value).equals(text)) {
        return value;
      }
    }
    throw copy.refused(
        "has the "
            + what
            + " \""
            + text
            + "\", which this Hera does not know; import it with a newer Hera");
  }

  EndReason endReason(Optional<String> text, String what) {
    return switch (text.orElse("")) {
      case "argus_deleted", "user_deleted" -> EndReason.TASK_DELETED;
      case "task_missing" -> EndReason.TASK_MISSING;
      case "materialize_failed", "subcoord_materialize_failed" -> EndReason.LAUNCH_FAILED;
      case "reparented", "moved" -> EndReason.MOVED;
      case "hera_rebind" -> EndReason.REBOUND;
      default -> {
        note(Fate.CHANGED, what, "its end has no reason that Hera knows: taken as released");
        yield EndReason.RELEASED;
      }
    };
  }

  DeliveryMode deliveryMode(Optional<String> text, boolean delivered, String what) {
    if (delivered) {
      return DeliveryMode.DELIVERED;
    }
    return switch (text.orElse("pending")) {
      case "pending" -> DeliveryMode.PENDING;
      case "queued_no_binding" -> DeliveryMode.QUEUED;
      case "idle_submit" -> DeliveryMode.DELIVERED;
      default -> {
        note(Fate.CHANGED, what, "its delivery mode is unknown: taken as pending");
        yield DeliveryMode.PENDING;
      }
    };
  }

  /** The real path of a directory, by which Hera knows callers (V4), as far as it still exists. */
  String worktree(String text, String what) {
    String clean = text(text, what);
    try {
      return Path.of(clean).toRealPath().toString();
    } catch (IOException | InvalidPathException e) {
      // It is gone, which the next sweep of a host finds out; its name still tells where it was.
      return clean;
    }
  }

  void note(Fate fate, String what, String why) {
    notes.add(new Note(fate, what, why));
  }

  /** Notes a row of a kind that is counted. */
  void leaveOut(String kind, String what, String why) {
    leftOut.merge(kind, 1, Integer::sum);
    note(Fate.LEFT_OUT, what, why);
  }
}
