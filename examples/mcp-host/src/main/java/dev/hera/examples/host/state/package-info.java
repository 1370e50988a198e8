/** What a host keeps on disk beside its store, and whose it is now. */
@NullMarked
package dev.hera.examples.host.state;

import org.jspecify.annotations.NullMarked;
