/**
 * The rows that one unit of work has read or changed, and the roles that are touched by it. Not
 * part of the API.
 */
@NullMarked
package dev.hera.work.rows;

import org.jspecify.annotations.NullMarked;
