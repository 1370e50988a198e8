package dev.hera.mcp.tool;

import dev.hera.result.Inbox;
import dev.hera.view.PlanView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools, in the order in which an agent comes to need them. */
public final class ToolList {
  /** A further tool is a class and a line here. */
  public static final List<ToolDefinition<?>> ALL =
      List.of(
          new NewOrchestratorTool(),
          new JoinTool(),
          new StatusTool(),
          new SendTool(),
          new InboxTool(),
          new MarkReadTool(),
          new TreeUpdatesTool(),
          new GetMessagesTool(),
          new SpawnWorkerTool(),
          new PlanNodeTool(),
          new BlockTool(),
          new PlanTool(),
          new PlanNodeUpdateTool(),
          new UnblockTool(),
          new PlanNodeCancelTool(),
          new PlanShowTool(),
          new ExplainTool(),
          new AcceptTool(),
          new ReviveTool(),
          new MoveTool(),
          new LeaveTool(),
          new RebindTool(),
          new ArchiveTool());

  private ToolList() {}

  /** A plan as {@code hera_plan_show} answers it. */
  public static Map<String, @Nullable Object> planJson(PlanView plan) {
    return PlanShowTool.json(plan);
  }

  /** Messages as {@code hera_inbox} answers them. */
  public static Map<String, @Nullable Object> inboxJson(Inbox inbox) {
    return new InboxTool().output().write(inbox);
  }
}
