/** How agents reach a host: one loopback port, guarded before a body is read. */
@NullMarked
package dev.hera.examples.host.http;

import org.jspecify.annotations.NullMarked;
