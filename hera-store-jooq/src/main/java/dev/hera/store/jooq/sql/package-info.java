/**
 * SQL on one connection: statements that stay prepared, rows that are remembered, what one work may
 * do.
 */
@NullMarked
package dev.hera.store.jooq.sql;

import org.jspecify.annotations.NullMarked;
