/** How a test of the kit runs: how much it tries, its threads, and what the process keeps. */
@NullMarked
package dev.hera.store.tck.run;

import org.jspecify.annotations.NullMarked;
