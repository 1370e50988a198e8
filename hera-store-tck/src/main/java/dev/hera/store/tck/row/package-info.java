/** Rows to test with, every change of them and every question about them. */
@NullMarked
package dev.hera.store.tck.row;

import org.jspecify.annotations.NullMarked;
