/** MCP on standard input and output, forwarded to the host that has the state directory. */
@NullMarked
package dev.hera.examples.host.stdio;

import org.jspecify.annotations.NullMarked;
