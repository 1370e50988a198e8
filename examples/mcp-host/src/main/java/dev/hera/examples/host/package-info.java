/** The command line of a host for agents: one class for each command. */
@NullMarked
package dev.hera.examples.host;

import org.jspecify.annotations.NullMarked;
