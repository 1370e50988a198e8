package dev.hera.examples.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A coordinator in one directory, which a host's ready file told where the host is. */
final class LeadSession {
  private final SharedSession hera;
  private final String token;
  private final Path cwd;

  LeadSession(JsonNode ready, Path cwd) throws IOException, InterruptedException {
    this.token = ready.path("token").stringValue();
    this.hera = new SharedSession(ready.path("url").stringValue(), token);
    this.cwd = cwd;
  }

  /** Opens an orchestrator here. */
  LeadSession open(String orchestrator) throws IOException, InterruptedException {
    call("hera_new_orchestrator", Map.of("name", orchestrator, "coordinator_role_name", "lead"));
    return this;
  }

  /** Submits nodes that wait for nothing. */
  void plan(List<Map<String, String>> nodes) throws IOException, InterruptedException {
    call("hera_plan", Map.of("nodes", nodes));
  }

  /** The result of a call here that must not be refused. */
  JsonNode call(String tool, Map<String, Object> arguments)
      throws IOException, InterruptedException {
    Map<String, Object> all = new HashMap<>(arguments);
    all.put("cwd", cwd.toString());
    return hera.call(token, tool, all).fine();
  }
}
