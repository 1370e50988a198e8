/**
 * The unit of work: the one way to change a fact, and what follows from a change. Not part of the
 * API.
 */
@NullMarked
package dev.hera.work;

import org.jspecify.annotations.NullMarked;
