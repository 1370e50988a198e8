package dev.hera.store.tck.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that a store may take for something else, or cut, or compare wrongly. */
public final class HostileTexts {
  /** The most that a message may hold, in bytes of UTF-8. */
  private static final int BODY_BYTES = 65_536;

  public static final List<String> ALL =
      List.of(
          "",
          " ",
          " blanks around ",
          "tab\tand\r\nlines\rof\neach kind\n",
          "NUL \u0000 within",
          "\u0000",
          "control \u0001\u001b\u007f\u0085\u2028",
          "'; DROP TABLE role; --",
          "\"quoted\" `and` \\escaped\\ %like_ ?1 :name ${x} {0}",
          "null",
          "e\u0301 is not \u00e9",
          "\ufeffbyte order mark",
          "\u05e9\u05dc\u05d5\u05dd \u202e\u0627\u0644\u0633\u0644\u0627\u0645",
          "\ud83d\udc69\u200d\ud83d\udcbb \ud83c\uddeb\ud83c\uddee \ud83e\udd16",
          "\ud800\udc00\udbff\udfff\uffff\ufffe",
          "x".repeat(BODY_BYTES),
          "\ud83e\udd16".repeat(BODY_BYTES / 4));

  private HostileTexts() {}

  /** Some characters of any kind. */
  public static String random(Random random) {
    List<Integer> points = new ArrayList<>();
    int length = random.nextInt(2000);
    while (points.size() < length) {
      int point = random.nextInt(Character.MAX_CODE_POINT + 1);
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        points.add(point);
      }
    }
    StringBuilder text = new StringBuilder();
    points.forEach(text::appendCodePoint);
    return text.toString();
  }
}
