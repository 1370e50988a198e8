package dev.hera.launcher.git.system;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What the character set of the host's locale can name. In the C locale, as of a service, a
 * container or a scheduled job, these are the letters of ASCII only.
 */
public final class SystemNames {
  /** Before it Java encoded arguments by its own default, since then by the system's. */
  private static final int JDK_WITH_UTF8_DEFAULT = 18;

  private SystemNames() {}

  /** The character set in which a program gets its arguments. */
  public static Charset argumentCharset() {
    String system = System.getProperty("sun.jnu.encoding");
    boolean usesSystem = Runtime.version().feature() >= JDK_WITH_UTF8_DEFAULT && system != null;
    return usesSystem ? Charset.forName(system) : Charset.defaultCharset();
  }

  /** Whether a program gets this argument as it is; of others Java passes on question marks. */
  public static boolean isArgument(String text) {
    return argumentCharset().newEncoder().canEncode(text);
  }

  /** Whether this is the path of a file that could be there. */
  public static boolean isPath(String text) {
    try {
      Path unused = Path.of(text);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
