/** The verbs of Hera as tools of the MCP Java SDK; the embedding app owns server and transport. */
@NullMarked
package dev.hera.mcp;

import org.jspecify.annotations.NullMarked;
