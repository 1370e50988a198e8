/** A host for agents: the command line, and what a running host is made of. */
@NullMarked
package dev.hera.examples.host;

import org.jspecify.annotations.NullMarked;
