package dev.hera.mcp.tool;

import dev.hera.error.InvalidArgumentException;
import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Membership;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.view.recap.Recap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code hera_join}: without a role name the caller's own place, with one a new place. */
final class JoinTool implements ToolDefinition<JoinTool.Joined> {
  /**
   * A place, and what its holder needs to go on.
   *
   * @param recap null when the place is new
   */
  record Joined(Membership place, @Nullable Recap recap) {}

  private static final Parameter<String> ROLE_NAME =
      Parameter.optional("role_name", TextShape.FILLED, "");
  private static final Parameter<RoleKind> KIND =
      Parameter.optional("kind", Parameters.JOINING_KIND, "");
  private static final Parameter<String> PROMPT = Parameter.optional("prompt", TextShape.ANY, "");
  private static final Parameter<Status> STATUS =
      Parameter.optional("status", Parameters.STATUS, "");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_join",
        "Join, or come back",
        Outline.Hints.ADDS,
        "Without role_name: who you are and all you need to go on, as after a lost context:"
            + " mission, plan, what waits for you, unread subjects, next steps; marks nothing"
            + " read. With role_name, orchestrator and kind: take a role. With roles in several"
            + " orchestrators, name one in every call.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD, Parameters.ORCHESTRATOR, ROLE_NAME, KIND, PROMPT, STATUS, Parameters.KEY);
  }

  @Override
  public Output<Joined> output() {
    return RecapFields.addTo(
        Output.<Joined>empty()
            .text("orchestrator", joined -> joined.place().orchestrator())
            .text("role_name", joined -> joined.place().roleName())
            .text("kind", joined -> joined.place().kind().wire())
            .number("binding_id", joined -> joined.place().bindingId().value())
            .number("task_id", joined -> joined.place().taskId().value())
            .number("unread_count", joined -> joined.place().unreadCount())
            .textOrNull("status", joined -> wire(joined.place().status()))
            .textIfAny("handoff_note", joined -> joined.place().handoffNote()),
        Joined::recap);
  }

  private static @Nullable String wire(@Nullable Status status) {
    return status == null ? null : status.wire();
  }

  @Override
  public Joined run(ToolCall call) {
    return call.arguments().has(ROLE_NAME) ? attach(call) : claim(call);
  }

  private static Joined claim(ToolCall call) {
    for (Parameter<?> parameter : List.of(KIND, PROMPT, STATUS)) {
      if (call.arguments().has(parameter)) {
        throw new InvalidArgumentException(
            ROLE_NAME.name(),
            "is required with "
                + parameter.name()
                + "; give it to take a new role, or leave both out to see the role you have");
      }
    }
    Recap recap = call.participant().recap();
    return new Joined(recap.place(), recap);
  }

  private static Joined attach(ToolCall call) {
    Arguments arguments = call.arguments();
    String orchestrator = arguments.get(Parameters.ORCHESTRATOR);
    RoleKind kind = arguments.get(KIND);
    Membership place =
        call.newcomer()
            .join(
                orchestrator,
                arguments.get(ROLE_NAME),
                kind,
                arguments.find(PROMPT),
                arguments.find(STATUS));
    return new Joined(place, null);
  }

  @Override
  public String tell(Joined joined) {
    Membership membership = joined.place();
    Recap recap = joined.recap();
    Status status = membership.status();
    return "You are "
        + membership.kind().wire()
        + " \""
        + membership.roleName()
        + "\" in orchestrator \""
        + membership.orchestrator()
        + "\", status "
        + (status == null ? "none yet" : status.wire())
        + ", "
        + membership.unreadCount()
        + " unread."
        + elsewhere(membership)
        + note(membership)
        + (recap == null ? "" : "\n" + RecapFields.tell(recap));
  }

  private static String note(Membership membership) {
    return membership.handoffNote() == null
        ? ""
        : " A note was left for you: " + membership.handoffNote();
  }

  /** What follows for a caller that has several roles (V5). */
  static String elsewhere(Membership membership) {
    return membership.elsewhere().isEmpty()
        ? ""
        : " You also have a role in "
            + String.join(", ", membership.elsewhere())
            + ": from now on give orchestrator in every call, or it is ambiguous_caller. hera_leave"
            + " gives up a role that you joined by mistake.";
  }
}
