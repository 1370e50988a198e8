/** Takes over what the argus program kept of its Hera, through Hera's facade and SPI. */
@NullMarked
package dev.hera.imports.argus;

import org.jspecify.annotations.NullMarked;
