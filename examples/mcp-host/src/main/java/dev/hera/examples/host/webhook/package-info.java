/** Tells people elsewhere, by signed requests, what needs them. */
@NullMarked
package dev.hera.examples.host.webhook;

import org.jspecify.annotations.NullMarked;
