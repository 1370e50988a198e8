/** What a client takes of an answer: its connection, how long it may take, whether it came. */
@NullMarked
package dev.hera.examples.host.http.connection;

import org.jspecify.annotations.NullMarked;
