/**
 * Messages between roles: their limits, their delivery, and the notices that Hera itself writes.
 */
@NullMarked
package dev.hera.message;

import org.jspecify.annotations.NullMarked;
