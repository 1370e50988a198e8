/** What the dashboard and other tools may read over HTTP, as JSON and as events. */
@NullMarked
package dev.hera.examples.host.api;

import org.jspecify.annotations.NullMarked;
