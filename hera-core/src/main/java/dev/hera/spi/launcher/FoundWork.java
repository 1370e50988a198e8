package dev.hera.spi.launcher;

import org.jspecify.annotations.Nullable;

/**
 * What a launcher finds where somebody worked (G17).
 *
 * @param base the branch on which the work stands, or the full id of its commit when it stands on
 *     no branch: what others can stand on
 * @param uncommitted how many changed or new files are in no commit
 * @param remark what people should know of that base, as a clause without a full stop, for instance
 *     {@code its branch hera/shop/api is gone; it is merged in main, so main is the base}; null
 *     when it is as it was noted
 */
public record FoundWork(String base, int uncommitted, @Nullable String remark) {

  /** Whether there is anything that people should know. */
  public boolean isRemarkable() {
    return uncommitted > 0 || remark != null;
  }
}
