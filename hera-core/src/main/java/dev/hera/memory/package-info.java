/** A store that keeps everything in memory, for tests, simulations and plans that may be lost. */
@NullMarked
package dev.hera.memory;

import org.jspecify.annotations.NullMarked;
