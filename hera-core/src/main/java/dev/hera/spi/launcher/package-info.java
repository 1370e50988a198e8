/**
 * All that an implementer of a launcher reads and implements: places, starts, and what is found.
 */
@NullMarked
package dev.hera.spi.launcher;

import org.jspecify.annotations.NullMarked;
