/** The rows that one unit of work has read or changed. Not part of the API. */
@NullMarked
package dev.hera.work.rows;

import org.jspecify.annotations.NullMarked;
