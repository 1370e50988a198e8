package dev.hera.call;

import dev.hera.role.Caller;
import dev.hera.spi.launcher.Directories.Located;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose directory was looked at, before the transaction begins.
 *
 * @param located where its directory lies, or null when it gave none
 */
record Identity(Caller caller, @Nullable Located located) {}
