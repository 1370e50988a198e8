/** The verbs, one class for each family of them. Not part of the API. */
@NullMarked
package dev.hera.verb;

import org.jspecify.annotations.NullMarked;
