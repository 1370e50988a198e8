/** What happened, in order: every change of every plan, never edited, never removed (M25). */
@NullMarked
package dev.hera.history;

import org.jspecify.annotations.NullMarked;
