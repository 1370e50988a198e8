/** Where a node may start: the limits of places (G11), who waits for one, and the hosts (G30). */
@NullMarked
package dev.hera.work.place;

import org.jspecify.annotations.NullMarked;
