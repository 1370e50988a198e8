package dev.hera.examples.host.team;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that an answer names, with the arguments that it gives: {@code hera_accept (role_name a)}.
 */
record Step(String tool, Map<String, Object> arguments) {
  private static final Pattern CALL = Pattern.compile("(hera_[a-z_]+)(?: ?\\(([^)]*)\\))?");
  private static final Pattern ARGUMENT = Pattern.compile("([a-z_]+)[ =](\\S+)");

  /** The calls that a text names, in its order. */
  static List<Step> in(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher calls = CALL.matcher(text);
    while (calls.find()) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      if (calls.group(2) != null) {
        for (String part : calls.group(2).split(", ", -1)) {
          Matcher argument = ARGUMENT.matcher(part);
          if (argument.matches()) {
            arguments.put(argument.group(1), argument.group(2));
          }
        }
      }
      steps.add(new Step(calls.group(1), arguments));
    }
    return steps;
  }

  /** The first call that a text names. */
  static Step first(String text) {
    return in(text).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("names no next step: " + text));
  }
}
