package dev.hera.mcp;

import dev.hera.Participant;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters that several tools share. */
final class Parameters {
  static final Parameter<String> CWD = Parameter.optional("cwd", Text.FILLED, "Your directory");
  static final Parameter<String> ORCHESTRATOR =
      Parameter.optional("orchestrator", Text.ANY, "If in several");
  static final Parameter<String> KEY =
      Parameter.optional("idempotency_key", Text.filledUpTo(Participant.MAX_KEY_LENGTH), "");
  static final Shape<Status> STATUS = new StatusShape();
  static final Parameter<String> ROLE_NAME = Parameter.required("role_name", Text.FILLED, "");

  /** What a caller may become without opening an orchestrator. */
  static final Shape<RoleKind> JOINING_KIND =
      new Choice<>(
          joiningKinds(), "; to coordinate, open an orchestrator with hera_new_orchestrator");

  static final Parameter<String> NAME = Parameter.required("name", Text.FILLED, "");
  static final Parameter<String> PROJECT =
      Parameter.optional("project", Text.ANY, "Default: yours");
  static final Parameter<String> PROMPT = Parameter.optional("prompt", Text.ANY, "");
  static final Parameter<String> GOAL = Parameter.optional("goal", Text.ANY, "");
  static final Parameter<String> MODEL = Parameter.optional("model", Text.ANY, "");
  static final Parameter<String> BACKEND = Parameter.optional("backend", Text.ANY, "");
  static final Parameter<String> BLOCKED = Parameter.required("blocked", Text.FILLED, "");
  static final Parameter<String> BLOCKER = Parameter.required("blocker", Text.FILLED, "");
  static final Parameter<NodeKind> NODE_KIND =
      Parameter.optional("kind", new Choice<>(nodeKinds(), ""), "");

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
