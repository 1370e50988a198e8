/** The plain definition of each table, and random works to compare a store with it. */
@NullMarked
package dev.hera.store.tck.definition;

import org.jspecify.annotations.NullMarked;
