/** What holds in every store after every committed transaction of Hera. */
@NullMarked
package dev.hera.store.tck.invariant;

import org.jspecify.annotations.NullMarked;
