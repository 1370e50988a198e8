/** A store in a schema of a PostgreSQL server. */
@NullMarked
package dev.hera.store.postgres;

import org.jspecify.annotations.NullMarked;
