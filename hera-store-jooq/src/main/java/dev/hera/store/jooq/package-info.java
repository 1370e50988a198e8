/** The SQL that all relational stores share; a store module adds its URL, pools and file checks. */
@NullMarked
package dev.hera.store.jooq;

import org.jspecify.annotations.NullMarked;
