package dev.hera.launcher.git.system;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How Java starts processes. By default it starts a helper that inherits every open file of the
 * host; when the host is killed while several start, two helpers can wait for each other for ever
 * and keep its port, its database and its locks. Without the helper nothing outlives the host but
 * the started program, which has inherited nothing.
 */
public final class LaunchMechanism {
  private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
  private static final int LAST_JDK_WITH_VFORK = 25;
  private static final Logger LOG = LoggerFactory.getLogger(LaunchMechanism.class);

  static {
    choose();
  }

  private LaunchMechanism() {}

  /** Sees to it that the choice is made; to be called before this module starts a process. */
  public static void prepare() {}

  private static void choose() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    boolean hasVfork =
        System.getProperty("os.name", "").equals("Linux")
            && Runtime.version().feature() <= LAST_JDK_WITH_VFORK;
    if (hasVfork) {
      System.setProperty(PROPERTY, "VFORK");
    } else {
      LOG.info(
          "This JVM starts processes by a helper: when it is killed in the midst of several starts,"
              + " its port and files may stay taken until the helpers are ended");
    }
  }
}
