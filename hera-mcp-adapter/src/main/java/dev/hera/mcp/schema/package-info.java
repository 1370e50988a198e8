/** What tools take and give: the schemas, how arguments are read and results are written. */
@NullMarked
package dev.hera.mcp.schema;

import org.jspecify.annotations.NullMarked;
