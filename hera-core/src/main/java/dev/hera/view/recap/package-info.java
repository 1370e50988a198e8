/** What brings a caller back that lost its context, on one page of bounded length. */
@NullMarked
package dev.hera.view.recap;

import org.jspecify.annotations.NullMarked;
