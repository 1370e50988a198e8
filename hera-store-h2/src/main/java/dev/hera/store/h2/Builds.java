package dev.hera.store.h2;

import org.h2.engine.Constants;

/** The versions of H2, by their last number, that a file can be trusted to. */
final class Builds {
  /** They can lose the last answered commits of a killed process; docs/decisions.md says why. */
  private static final int FIRST_LOSING = 250;

  private static final int LAST_LOSING = 252;

  private Builds() {}

  static boolean isLosing(int build) {
    return build >= FIRST_LOSING && build <= LAST_LOSING;
  }

  /** The one that runs: the constant itself would be the one that Hera was compiled with. */
  static int running() {
    try {
      return Constants.class.getField("BUILD_ID").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this H2 does not tell its version", e);
    }
  }
}
