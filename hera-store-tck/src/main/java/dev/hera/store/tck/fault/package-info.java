/** Stores, databases, files and processes that fail at a chosen point. */
@NullMarked
package dev.hera.store.tck.fault;

import org.jspecify.annotations.NullMarked;
