/** The same work done by Hera, by what a Java application would embed instead, and by JDBC. */
@NullMarked
package dev.hera.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
