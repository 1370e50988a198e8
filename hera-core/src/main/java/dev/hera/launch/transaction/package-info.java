/**
 * What a start reads and changes in the store: what is due, claims, starts, what came of them.
 * Nothing here calls a launcher (G23).
 */
@NullMarked
package dev.hera.launch.transaction;

import org.jspecify.annotations.NullMarked;
