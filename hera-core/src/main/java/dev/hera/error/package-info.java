/** Refusals: one root, the one list of codes, and the refusals that belong to no single concept. */
@NullMarked
package dev.hera.error;

import org.jspecify.annotations.NullMarked;
