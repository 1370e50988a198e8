/** The demonstration: a scripted worker and a scripted coordinator, both clients of MCP alone. */
@NullMarked
package dev.hera.examples.host.demo;

import org.jspecify.annotations.NullMarked;
