/** The facade: what an application calls to coordinate a team of agents. */
@NullMarked
package dev.hera;

import org.jspecify.annotations.NullMarked;
