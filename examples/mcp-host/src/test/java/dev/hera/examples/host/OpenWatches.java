package dev.hera.examples.host;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** The watches of all clients of the hosts in this process. */
public final class OpenWatches {
  private OpenWatches() {}

  /** How many the heap holds that are reachable. */
  public static long count() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(columns -> columns.length > 3 && columns[3].equals("dev.hera.Watch"))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  /** Returns when there is none; that one stays is for the test's own limit to see. */
  public static void awaitNone() throws Exception {
    long left = count();
    while (left > 0) {
      left = count();
    }
  }
}
