/** The chapters of the contract about what each table keeps, refuses and lists. */
@NullMarked
package dev.hera.store.tck.table;

import org.jspecify.annotations.NullMarked;
