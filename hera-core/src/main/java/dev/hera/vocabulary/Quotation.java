package dev.hera.vocabulary;

import java.util.regex.Pattern;

/**
 * How Hera's sentences quote what somebody else wrote. A quotation ends where its mark says: the
 * quotation marks of the text are single ones in it, and its line breaks spaces, so that a reader
 * can always tell Hera's words from the quoted ones. Thread-safe.
 */
public final class Quotation {
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private Quotation() {}

  /** The text in quotation marks, on one line. */
  public static String of(String text) {
    return '"' + LINE_BREAK.matcher(text.replace('"', '\'')).replaceAll(" ") + '"';
  }
}
