/** The dashboard: a page for people, its files, and the way in. */
@NullMarked
package dev.hera.examples.host.web;

import org.jspecify.annotations.NullMarked;
