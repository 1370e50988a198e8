/** Keeps all that Hera knows in an H2 file or in memory. */
@NullMarked
package dev.hera.store.h2;

import org.jspecify.annotations.NullMarked;
