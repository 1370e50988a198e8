/**
 * From a ready node to a running worker, and to its next session: the gater, the transactions of a
 * launch, and the calls of the launcher between them. Not part of the API.
 */
@NullMarked
package dev.hera.launch;

import org.jspecify.annotations.NullMarked;
