package dev.hera.mcp.tool;

import java.util.List;

/** What followed from a change of the plan, as a sentence or two after its own. */
final class Followed {
  private Followed() {}

  static String tell(List<String> released, List<String> held) {
    return sentence(" Ready now: ", released) + sentence(" Held (see hera_explain): ", held);
  }

  private static String sentence(String beginning, List<String> names) {
    return names.isEmpty() ? "" : beginning + String.join(", ", names) + ".";
  }
}
