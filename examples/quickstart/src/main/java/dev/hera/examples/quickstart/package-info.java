/** The embedding that the README begins with. */
@NullMarked
package dev.hera.examples.quickstart;

import org.jspecify.annotations.NullMarked;
