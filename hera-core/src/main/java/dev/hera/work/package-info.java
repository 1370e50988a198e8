/** One unit of work: what it read and what it changed. Not part of the API. */
@NullMarked
package dev.hera.work;

import org.jspecify.annotations.NullMarked;
