/**
 * From a ready node to a running worker, and to its next session: the gater, and the calls of the
 * launcher between the transactions of a launch. Not part of the API.
 */
@NullMarked
package dev.hera.launch;

import org.jspecify.annotations.NullMarked;
