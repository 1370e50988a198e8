/** A store of one's own, to learn from: rows in memory and in one file, no SQL. */
@NullMarked
package dev.hera.examples.store;

import org.jspecify.annotations.NullMarked;
