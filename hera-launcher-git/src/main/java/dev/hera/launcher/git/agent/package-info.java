/** What agent CLIs are given beside their command line. */
@NullMarked
package dev.hera.launcher.git.agent;

import org.jspecify.annotations.NullMarked;
