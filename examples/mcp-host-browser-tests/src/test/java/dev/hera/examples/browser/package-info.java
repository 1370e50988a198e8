/** The dashboard in a real browser. */
@NullMarked
package dev.hera.examples.browser;

import org.jspecify.annotations.NullMarked;
