/** From the rows of a plan to the picture that people see, and from its history to the rows. */
@NullMarked
package dev.hera.view.projection;

import org.jspecify.annotations.NullMarked;
