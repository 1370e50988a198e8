/** What people and agents see of a plan: a pure projection, and its renderers. */
@NullMarked
package dev.hera.view;

import org.jspecify.annotations.NullMarked;
