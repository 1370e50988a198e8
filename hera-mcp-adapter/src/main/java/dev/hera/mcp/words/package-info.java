/** Hera's sentences in the words of the tools. */
@NullMarked
package dev.hera.mcp.words;

import org.jspecify.annotations.NullMarked;
