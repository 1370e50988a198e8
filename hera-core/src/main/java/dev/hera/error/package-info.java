/** Refusals: one root, the one list of codes, and a class for each but the store's own. */
@NullMarked
package dev.hera.error;

import org.jspecify.annotations.NullMarked;
