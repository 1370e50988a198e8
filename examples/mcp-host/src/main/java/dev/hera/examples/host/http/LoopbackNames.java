package dev.hera.examples.host.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names by which this machine calls itself. A page of another site reaches a loopback port only
 * under that site's name, or says so in {@code Origin}: both are refused by name (H4).
 */
final class LoopbackNames {
  private static final String NAME = "(localhost|127\\.0\\.0\\.1|\\[::1\\])";
  private static final Pattern HOST =
      Pattern.compile(NAME + "(?::([0-9]{1,5}))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ORIGIN =
      Pattern.compile("http://" + NAME + "(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);
  private static final String PORT_OF_HTTP = "80";

  private LoopbackNames() {}

  /** Whether these are the {@code Host} headers of a request that is meant for this port. */
  static boolean isHost(List<String> values, int port) {
    if (values.size() != 1) {
      return false;
    }
    Matcher matcher = HOST.matcher(values.get(0).strip());
    if (!matcher.matches()) {
      return false;
    }
    String given = matcher.group(2) == null ? PORT_OF_HTTP : matcher.group(2);
    return Integer.parseInt(given) == port;
  }

  /** Whether these are the {@code Origin} headers of a request that may be answered. */
  static boolean isOrigin(List<String> values) {
    return values.isEmpty()
        || (values.size() == 1 && ORIGIN.matcher(values.get(0).strip()).matches());
  }
}
