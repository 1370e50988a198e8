/** The plan DAG and its pure decisions: outcome of a blocker, state of a node, cycles, launches. */
@NullMarked
package dev.hera.plan;

import org.jspecify.annotations.NullMarked;
