/** A plan in a terminal, drawn anew whenever it changes. */
@NullMarked
package dev.hera.examples.host.watch;

import org.jspecify.annotations.NullMarked;
