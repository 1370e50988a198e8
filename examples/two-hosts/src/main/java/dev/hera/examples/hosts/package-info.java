/** Two processes that share a plan by a database server. */
@NullMarked
package dev.hera.examples.hosts;

import org.jspecify.annotations.NullMarked;
