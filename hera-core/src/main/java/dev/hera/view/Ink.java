package dev.hera.view;

/** Writes with the colours of a terminal (W1), or without any. */
enum Ink {
  NONE,
  ANSI;

  private static final String END = "\u001b[0m";

  /** The text in the look of a state. */
  String of(ViewState state, String text) {
    return this == NONE ? text : "\u001b[" + code(state) + "m" + text + END;
  }

  /** Text that matters less. */
  String faint(String text) {
    return this == NONE || text.isEmpty() ? text : "\u001b[2m" + text + END;
  }

  private static String code(ViewState state) {
    return switch (state) {
      case DONE -> "32";
      case IN_REVIEW -> "36";
      case WORKING -> "33";
      case PENDING -> "90";
      case FAILED -> "1;31";
      case CANCELLED -> "2;90";
      case HELD -> "38;5;208";
      case READY -> "1;35";
      case PLANNED -> "35";
    };
  }
}
