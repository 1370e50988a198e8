/** Calls that are answered later: the extension of the protocol for tasks. */
@NullMarked
package dev.hera.mcp.task;

import org.jspecify.annotations.NullMarked;
