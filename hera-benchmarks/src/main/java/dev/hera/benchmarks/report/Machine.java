package dev.hera.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** On what something was measured. */
public final class Machine {
  private Machine() {}

  /** One sentence on the processors, the disk, the Java, and who else was there. */
  public static String describe(Path directory) throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(
        Locale.ROOT,
        "%d processors, JDK %s, a disk that takes %.2f ms to sync a page; load at the start %.1f, %s.",
        processors,
        Runtime.version().feature(),
        Scratch.syncMillis(directory),
        load,
        load > processors / 2.0 ? "so the machine was busy" : "so the machine was quiet");
  }
}
