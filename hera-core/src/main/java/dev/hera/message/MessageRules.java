package dev.hera.message;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The limits of messages (M21), and what a message may hold. */
public final class MessageRules {
  /** The longest body, in UTF-8 bytes. */
  public static final int MAX_BODY_BYTES = 65_536;

  /** The longest tldr, in code points. */
  public static final int MAX_TLDR_CODE_POINTS = 120;

  /** How many unread messages one recipient may have. */
  public static final int MAX_UNREAD = 500;

  /** How many messages one sender may send in {@link #RATE_WINDOW}. */
  public static final int MAX_RATE = 50;

  /** The rolling window of {@link #MAX_RATE}. */
  public static final Duration RATE_WINDOW = Duration.ofSeconds(60);

  private MessageRules() {}

  /**
   * Checks a body.
   *
   * @param field the argument it came in
   * @throws InvalidArgumentException naming the field and the limit it breaks
   */
  public static void checkBody(String field, String body) {
    Names.requireText(field, body);
    checkSize(field, body);
  }

  /**
   * Checks a text that has the limit of a body and may be blank.
   *
   * @throws InvalidArgumentException naming the field and the limit it breaks
   */
  public static void checkNote(String field, String note) {
    Names.checkText(field, note);
    checkSize(field, note);
  }

  private static void checkSize(String field, String body) {
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BODY_BYTES) {
      throw new InvalidArgumentException(
          field, "has " + bytes + " bytes, the limit is " + MAX_BODY_BYTES + "; shorten it");
    }
  }

  /**
   * Checks body and tldr.
   *
   * @throws InvalidArgumentException naming {@code body} or {@code tldr} and the limit it breaks
   */
  public static void check(String body, String tldr) {
    checkBody("body", body);
    Names.requireText("tldr", tldr);
    Names.checkLine("tldr", tldr);
    int points = tldr.codePointCount(0, tldr.length());
    if (points > MAX_TLDR_CODE_POINTS) {
      throw new InvalidArgumentException(
          "tldr",
          "has " + points + " characters, the limit is " + MAX_TLDR_CODE_POINTS + "; shorten it");
    }
  }
}
