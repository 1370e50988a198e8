/** All that an implementer reads and implements of a launcher, or of the directories of callers. */
@NullMarked
package dev.hera.spi.launcher;

import org.jspecify.annotations.NullMarked;
