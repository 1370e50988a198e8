/** What the author of a store extends and runs to know that it keeps the contract of Hera. */
@NullMarked
package dev.hera.store.tck;

import org.jspecify.annotations.NullMarked;
