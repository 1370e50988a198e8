/** What the verbs answer: one record for each. */
@NullMarked
package dev.hera.result;

import org.jspecify.annotations.NullMarked;
