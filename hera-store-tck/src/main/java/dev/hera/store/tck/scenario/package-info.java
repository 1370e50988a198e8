/** One short plan from its beginning to its end, run on any store. */
@NullMarked
package dev.hera.store.tck.scenario;

import org.jspecify.annotations.NullMarked;
