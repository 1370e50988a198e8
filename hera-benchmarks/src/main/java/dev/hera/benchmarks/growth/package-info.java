/** What each verb costs while the plan and its history grow. */
@NullMarked
package dev.hera.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
