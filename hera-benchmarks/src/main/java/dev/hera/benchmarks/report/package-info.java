/** How figures are taken and shown. */
@NullMarked
package dev.hera.benchmarks.report;

import org.jspecify.annotations.NullMarked;
