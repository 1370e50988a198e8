/** The edges of large plans, kept in memory for the search of cycles. Not part of the API. */
@NullMarked
package dev.hera.work.graph;

import org.jspecify.annotations.NullMarked;
