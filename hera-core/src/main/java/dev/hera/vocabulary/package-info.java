/** The verbs as Hera's sentences name them; an adapter puts its own names in their place. */
@NullMarked
package dev.hera.vocabulary;

import org.jspecify.annotations.NullMarked;
