/** One class for each tool: its contract, its call of the facade, its answer in words. */
@NullMarked
package dev.hera.mcp.tool;

import org.jspecify.annotations.NullMarked;
