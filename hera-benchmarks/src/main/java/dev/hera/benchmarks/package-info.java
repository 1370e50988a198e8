/** Programs that measure; each prints ratios of one run, because machines differ. */
@NullMarked
package dev.hera.benchmarks;

import org.jspecify.annotations.NullMarked;
