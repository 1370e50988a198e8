/** The processes that start workers on one database, and the rule that says which of them does. */
@NullMarked
package dev.hera.host;

import org.jspecify.annotations.NullMarked;
