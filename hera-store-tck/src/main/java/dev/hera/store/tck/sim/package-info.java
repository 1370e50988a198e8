/** The launch protocol in a simulated world: seeded, on one thread, with every fault (G21-G28). */
@NullMarked
package dev.hera.store.tck.sim;

import org.jspecify.annotations.NullMarked;
