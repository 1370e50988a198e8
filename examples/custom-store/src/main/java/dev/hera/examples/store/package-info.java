/** A store of one's own, to learn from: sorted maps in one file, no SQL. */
@NullMarked
package dev.hera.examples.store;

import org.jspecify.annotations.NullMarked;
