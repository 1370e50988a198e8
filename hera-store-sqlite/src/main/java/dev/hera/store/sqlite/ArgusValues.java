package dev.hera.store.sqlite;

import dev.hera.ImportReport.Fate;
import dev.hera.ImportReport.Note;
import dev.hera.message.DeliveryMode;
import dev.hera.role.EndReason;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From argus's values to Hera's, with a note of each that is not taken as it is. */
final class ArgusValues {
  /** ISO 8601 with or without a zone, and the form in which Go prints an instant. */
  private static final Pattern INSTANT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?) ?"
              + "(Z|[+-]\\d{2}:?\\d{2})?(?: [A-Z]+| [+-]\\d{4})?(?: m=.*)?");

  private static final DateTimeFormatter ZONED = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
  private static final char REPLACEMENT = '\uFFFD';

  private final ArgusCopy copy;
  private final Instant now;
  private final List<Note> notes = new ArrayList<>();

  ArgusValues(ArgusCopy copy, Instant now) {
    this.copy = copy;
    this.now = now;
  }

  List<Note> notes() {
    return notes;
  }

  /** The instant in this column, or empty where there is none; an unreadable one is the present. */
  Optional<Instant> instant(ArgusTables.Row row, String column, String what) {
    return row.given(column).map(text -> parse(text.strip(), column, what));
  }

  /** The instant in this column, which every row has; the present where it is missing. */
  Instant neededInstant(ArgusTables.Row row, String column, String what) {
    return instant(row, column, what).orElseGet(() -> unreadable(column, what));
  }

  private Instant parse(String text, String column, String what) {
    Matcher matcher = INSTANT.matcher(text);
    if (!matcher.matches()) {
      return unreadable(column, what);
    }
    String local = matcher.group(1) + "T" + matcher.group(2);
    try {
      Instant instant =
          matcher.group(3) == null
              ? LocalDateTime.parse(local).toInstant(ZoneOffset.UTC)
              : zoned(local, matcher.group(3));
      return instant.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      return unreadable(column, what);
    }
  }

  private static Instant zoned(String local, String zone) {
    boolean short4 = zone.length() == 5;
    String offset = short4 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
    TemporalAccessor parsed = ZONED.parse(local + offset);
    return Instant.from(parsed);
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
}
