/** What an operator's commands ask of the one process that has the store open. */
@NullMarked
package dev.hera.examples.host.operator;

import org.jspecify.annotations.NullMarked;
