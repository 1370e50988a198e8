/** The parts of a transaction: one small store for each kind of row. */
@NullMarked
package dev.hera.store.jooq.part;

import org.jspecify.annotations.NullMarked;
