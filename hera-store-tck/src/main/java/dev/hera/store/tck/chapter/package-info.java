/** The chapters of the contract about transactions, threads, closing and size. */
@NullMarked
package dev.hera.store.tck.chapter;

import org.jspecify.annotations.NullMarked;
