/** What is needed of the operating system: private files, locks between processes, the user. */
@NullMarked
package dev.hera.launcher.git.system;

import org.jspecify.annotations.NullMarked;
