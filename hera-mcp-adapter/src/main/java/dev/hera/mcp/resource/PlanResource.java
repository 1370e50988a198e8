package dev.hera.mcp.resource;

import dev.hera.Watch;
import dev.hera.mcp.tool.ToolList;
import dev.hera.view.PlanFormat;
import dev.hera.view.PlanView;
import java.util.List;
import java.util.function.Function;

/** The plan of an orchestrator, written in one way. */
record PlanResource(Description description, Function<PlanView, String> renderer)
    implements ResourceKind {
  static final PlanResource JSON =
      of(
          "",
          "plan",
          "Plan",
          "The plan of an orchestrator as hera_plan_show answers it.",
          "application/json",
          plan -> JsonText.of(ToolList.planJson(plan)));
  static final PlanResource MERMAID =
      of(
          ".mmd",
          "plan-mermaid",
          "Plan as a Mermaid diagram",
          "The plan of an orchestrator as a Mermaid diagram.",
          "text/vnd.mermaid",
          PlanFormat.MERMAID::render);
  static final PlanResource TEXT =
      of(
          ".txt",
          "plan-text",
          "Plan as text",
          "The plan of an orchestrator as text for people.",
          "text/plain",
          PlanFormat.TEXT::render);

  private static PlanResource of(
      String ending,
      String name,
      String title,
      String text,
      String mimeType,
      Function<PlanView, String> renderer) {
    String uri = "hera://orchestrators/{name}/plan" + ending;
    return new PlanResource(new Description(uri, name, title, text, mimeType), renderer);
  }

  @Override
  public String read(Reader reader, List<String> names) {
    return renderer.apply(reader.plan(names.get(0)));
  }

  @Override
  public List<Watch> watch(Reader reader, List<String> names, Runnable wake) {
    return List.of(reader.watchPlan(names.get(0), wake));
  }
}
