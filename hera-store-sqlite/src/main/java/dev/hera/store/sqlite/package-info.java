/** Keeps all that Hera knows in one SQLite file. */
@NullMarked
package dev.hera.store.sqlite;

import org.jspecify.annotations.NullMarked;
