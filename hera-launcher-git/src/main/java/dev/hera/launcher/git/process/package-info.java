/** The processes of workers: how they are started, known again, watched and ended. */
@NullMarked
package dev.hera.launcher.git.process;

import org.jspecify.annotations.NullMarked;
