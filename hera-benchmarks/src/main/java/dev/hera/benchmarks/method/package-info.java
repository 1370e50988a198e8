/** Single methods, measured with JMH. */
@NullMarked
package dev.hera.benchmarks.method;

import org.jspecify.annotations.NullMarked;
