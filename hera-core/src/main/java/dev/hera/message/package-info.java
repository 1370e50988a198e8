/** Messages between roles: what they are, their limits, and how they are delivered. */
@NullMarked
package dev.hera.message;

import org.jspecify.annotations.NullMarked;
