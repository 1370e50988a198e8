/** Who calls, and what a repeated call is answered. Not part of the API. */
@NullMarked
package dev.hera.call;

import org.jspecify.annotations.NullMarked;
