/** A running host: what it is asked to be, its store, its port and its workers. */
@NullMarked
package dev.hera.examples.host.server;

import org.jspecify.annotations.NullMarked;
