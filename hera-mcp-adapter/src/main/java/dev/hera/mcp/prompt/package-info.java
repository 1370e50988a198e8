/** The prompts that a client may offer its user. */
@NullMarked
package dev.hera.mcp.prompt;

import org.jspecify.annotations.NullMarked;
