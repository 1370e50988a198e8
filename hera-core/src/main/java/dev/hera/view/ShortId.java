package dev.hera.view;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number and letter that a name begins with, {@code 2a} of {@code 2a-api} (W5). In the order of
 * numbers, then of letters; a name without one comes last.
 */
record ShortId(boolean absent, BigInteger number, String letter) implements Comparable<ShortId> {
  private static final Pattern START = Pattern.compile("(\\d+)([A-Za-z]?)(?![A-Za-z0-9])");
  private static final Comparator<ShortId> ORDER =
      Comparator.comparing(ShortId::absent)
          .thenComparing(ShortId::number)
          .thenComparing(ShortId::letter);

  static ShortId of(String name) {
    Matcher start = START.matcher(name);
    return start.lookingAt()
        ? new ShortId(
            false, new BigInteger(start.group(1)), start.group(2).toLowerCase(Locale.ROOT))
        : new ShortId(true, BigInteger.ZERO, "");
  }

  /** As names begin with it, {@code 2a}; empty for an absent one. */
  String text() {
    return absent ? "" : number + letter;
  }

  @Override
  public int compareTo(ShortId other) {
    return ORDER.compare(this, other);
  }
}
