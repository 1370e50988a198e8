package dev.hera.mcp.tool;

import java.util.List;
import java.util.stream.Collectors;

/** What followed from a change of the plan, as a sentence or two after its own. */
final class Followed {
  private Followed() {}

  static String tell(List<String> released, List<String> held) {
    return sentence(" Ready now: ", released) + sentence(" Held (see hera_explain): ", held);
  }

  /** What to do about nodes whose name was taken: they may be those of a call made twice. */
  static String renamed(List<String> names) {
    return names.isEmpty()
        ? ""
        : " Their names were taken: "
            + String.join(", ", names)
            + ". If this repeated a call whose answer was lost, undo it:"
            + names.stream()
                .map(name -> " hera_plan_node_cancel (name " + name + ")")
                .collect(Collectors.joining())
            + ".";
  }

  private static String sentence(String beginning, List<String> names) {
    return names.isEmpty() ? "" : beginning + String.join(", ", names) + ".";
  }
}
