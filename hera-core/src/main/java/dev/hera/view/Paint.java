package dev.hera.view;

/**
 * How a state looks on white paper (W1); failed and cancelled never look the same (W2).
 *
 * @param colour of lines and letters, as {@code #rrggbb}
 */
record Paint(String colour, Weight weight) {

  /** How strong a box stands out. */
  enum Weight {
    DIMMED,
    NORMAL,
    BOLD
  }

  static Paint of(ViewState state) {
    return switch (state) {
      case DONE -> new Paint("#15803d", Weight.NORMAL);
      case IN_REVIEW -> new Paint("#0e7490", Weight.NORMAL);
      case WORKING -> new Paint("#a16207", Weight.NORMAL);
      case PENDING -> new Paint("#4b5563", Weight.NORMAL);
      case FAILED -> new Paint("#dc2626", Weight.BOLD);
      case CANCELLED -> new Paint("#6b7280", Weight.DIMMED);
      case HELD -> new Paint("#c2410c", Weight.NORMAL);
      case READY -> new Paint("#6d28d9", Weight.BOLD);
      case PLANNED -> new Paint("#6d28d9", Weight.NORMAL);
    };
  }
}
