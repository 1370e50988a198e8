package dev.hera.view;

import java.util.Locale;

/**
 * A way to write a plan down (W9). All show the same states with the same marks; names are escaped
 * for each, and control and bidirectional characters become replacement characters.
 */
public enum PlanFormat {
  /** Plain text for terminals and agents, without colours. */
  TEXT,
  /** A Mermaid {@code flowchart}. */
  MERMAID,
  /** The language of Graphviz. */
  DOT;

  /** The plan in this format, in lines that end with a line feed. */
  public String render(PlanView plan) {
    return switch (this) {
      case TEXT -> TextPlan.render(plan, Ink.NONE);
      case MERMAID -> MermaidPlan.render(plan);
      case DOT -> DotPlan.render(plan);
    };
  }

  /** The plan as text in the colours of a terminal; each state has its label beside its colour. */
  public static String colouredText(PlanView plan) {
    return TextPlan.render(plan, Ink.ANSI);
  }

  /** The format as it is named in requests. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
