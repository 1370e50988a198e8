/** Who takes part: orchestrators, roles, tasks and bindings, their names, and the status rules. */
@NullMarked
package dev.hera.role;

import org.jspecify.annotations.NullMarked;
