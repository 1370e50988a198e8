/** What a person at a terminal is told and asked, and how the process ends. */
@NullMarked
package dev.hera.examples.host.terminal;

import org.jspecify.annotations.NullMarked;
