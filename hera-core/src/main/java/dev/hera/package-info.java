/** The facade: all that an application imports to coordinate a team of agents. */
@NullMarked
package dev.hera;

import org.jspecify.annotations.NullMarked;
