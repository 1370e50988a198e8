/** All that an implementer of a store or a doorbell reads and implements. */
@NullMarked
package dev.hera.spi;

import org.jspecify.annotations.NullMarked;
