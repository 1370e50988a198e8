/** What the person behind a client is asked, and says, in the words of either era. */
@NullMarked
package dev.hera.mcp.person;

import org.jspecify.annotations.NullMarked;
