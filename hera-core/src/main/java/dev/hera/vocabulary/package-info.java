/** The words in which Hera speaks of herself: what an adapter puts its own words for. */
@NullMarked
package dev.hera.vocabulary;

import org.jspecify.annotations.NullMarked;
