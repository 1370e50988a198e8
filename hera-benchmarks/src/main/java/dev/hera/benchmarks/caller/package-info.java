/** Many callers at once, whose changes share commits. */
@NullMarked
package dev.hera.benchmarks.caller;

import org.jspecify.annotations.NullMarked;
