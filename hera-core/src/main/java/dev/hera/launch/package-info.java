/**
 * The way from a ready node to a worker that has called, and to its next session. Not part of the
 * API.
 */
@NullMarked
package dev.hera.launch;

import org.jspecify.annotations.NullMarked;
