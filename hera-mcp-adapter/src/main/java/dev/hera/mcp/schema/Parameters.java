package dev.hera.mcp.schema;

import dev.hera.Participant;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters that several tools share. */
public final class Parameters {
  public static final Parameter<String> CWD = Parameter.optional("cwd", TextShape.FILLED, "");
  public static final Parameter<String> ORCHESTRATOR =
      Parameter.optional("orchestrator", TextShape.ANY, "");
  public static final Parameter<String> KEY =
      Parameter.optional("idempotency_key", TextShape.filledUpTo(Participant.MAX_KEY_LENGTH), "");
  public static final Shape<Status> STATUS = new StatusShape();
  public static final Parameter<String> ROLE_NAME =
      Parameter.required("role_name", TextShape.FILLED, "");

  /** What a caller may become without opening an orchestrator. */
  public static final Shape<RoleKind> JOINING_KIND =
      new ChoiceShape<>(
          joiningKinds(), "; to coordinate, open an orchestrator with hera_new_orchestrator");

  public static final Parameter<String> NAME = Parameter.required("name", TextShape.FILLED, "");
  public static final Parameter<String> PROJECT = Parameter.optional("project", TextShape.ANY, "");
  public static final Parameter<String> PROMPT = Parameter.optional("prompt", TextShape.ANY, "");
  public static final Parameter<String> GOAL = Parameter.optional("goal", TextShape.ANY, "");
  public static final Parameter<String> MODEL = Parameter.optional("model", TextShape.ANY, "");
  public static final Parameter<String> BACKEND = Parameter.optional("backend", TextShape.ANY, "");
  public static final Parameter<String> BLOCKED =
      Parameter.required("blocked", TextShape.FILLED, "");
  public static final Parameter<String> BLOCKER =
      Parameter.required("blocker", TextShape.FILLED, "");
  public static final Parameter<NodeKind> NODE_KIND =
      Parameter.optional("kind", new ChoiceShape<>(nodeKinds(), ""), "");

  private Parameters() {}

  private static Map<String, RoleKind> joiningKinds() {
    Map<String, RoleKind> kinds = new LinkedHashMap<>();
    for (RoleKind kind : List.of(RoleKind.WORKER, RoleKind.FREELANCE)) {
      kinds.put(kind.wire(), kind);
    }
    return kinds;
  }

  private static Map<String, NodeKind> nodeKinds() {
    Map<String, NodeKind> kinds = new LinkedHashMap<>();
    for (NodeKind kind : NodeKind.values()) {
      kinds.put(kind.wire(), kind);
    }
    return kinds;
  }
}
