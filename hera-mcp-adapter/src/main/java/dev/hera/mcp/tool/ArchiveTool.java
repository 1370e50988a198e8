package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.result.Archived;
import java.util.List;
import java.util.stream.Collectors;

/** {@code hera_archive}. */
final class ArchiveTool implements ToolDefinition<Archived> {

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_archive",
        "Archive",
        Outline.Hints.REMOVES,
        "End your orchestrator and all nested below it: nodes that never started are"
            + " cancelled, all roles end. ended: those whose worker still ran; its next call is"
            + " fenced. There is no way back; you may open another one.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<Archived> output() {
    return Output.<Archived>empty()
        .text("orchestrator", Archived::orchestrator)
        .texts("archived", Archived::archived)
        .texts("cancelled", archived -> roles(archived.cancelled()))
        .texts("ended", archived -> roles(archived.ended()));
  }

  private static List<String> roles(List<Archived.Member> members) {
    return members.stream().map(Archived.Member::role).toList();
  }

  @Override
  public Archived run(ToolCall call) {
    return call.coordinator().archive();
  }

  @Override
  public String tell(Archived archived) {
    return "Archived: "
        + String.join(", ", archived.archived())
        + ". Cancelled: "
        + names(archived.cancelled())
        + ". Workers that still ran: "
        + names(archived.ended())
        + (archived.ended().isEmpty() ? "." : "; each stops when its next call is fenced.");
  }

  private static String names(List<Archived.Member> members) {
    return members.isEmpty()
        ? "none"
        : members.stream()
            .map(member -> member.role() + " (" + member.orchestrator() + ")")
            .collect(Collectors.joining(", "));
  }
}
