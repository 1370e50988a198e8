/** What agents and people read over MCP without calling a tool: plans, inboxes and the skill. */
@NullMarked
package dev.hera.mcp.resource;

import org.jspecify.annotations.NullMarked;
