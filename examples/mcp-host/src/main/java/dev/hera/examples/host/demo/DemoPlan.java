package dev.hera.examples.host.demo;

import java.util.List;
import java.util.Map;

/** The plan of the demonstration: a small shop, from its schema to its release. */
final class DemoPlan {
  static final String ORCHESTRATOR = "shop";
  static final String COORDINATOR = "lead";

  /** Fails once; {@link #HELD} waits for it. */
  static final String FAILING = "2c-docs";

  static final String HELD = "3b-site";

  /** Is given another mission before it starts. */
  static final String EDITED = "3a-e2e";

  static final String EDITED_MISSION = "Test the whole, with the new cart.\nwrite e2e-cart.txt";

  /** Is cancelled before it starts; {@link #EDITED} waited for it too. */
  static final String CANCELLED = "2d-legacy";

  static final List<Node> NODES =
      List.of(
          new Node("1a-schema", "schema.txt", List.of()),
          new Node("2a-api", "api.txt", List.of("1a-schema")),
          new Node("2b-ui", "ui.txt", List.of("1a-schema")),
          new Node(FAILING, "docs.txt", List.of("1a-schema")),
          new Node(CANCELLED, "legacy.txt", List.of("1a-schema")),
          new Node(EDITED, "e2e-cart.txt", List.of("2a-api", "2b-ui", CANCELLED)),
          new Node(HELD, "site.txt", List.of(FAILING)),
          new Node("4a-release", "release.txt", List.of(EDITED, HELD)));

  private DemoPlan() {}

  /**
   * One node.
   *
   * @param file what it has written in the end
   */
  record Node(String name, String file, List<String> blockers) {
    private String mission() {
      return switch (name) {
        case FAILING -> "Write the documents.\nfail once until told\nwrite " + file;
        case EDITED -> "Test the whole.\nwrite e2e.txt";
        default -> "Do your part of the shop.\nwrite " + file;
      };
    }
  }

  /** The arguments of {@code hera_plan}. */
  static Map<String, Object> arguments() {
    List<Map<String, String>> nodes =
        NODES.stream().map(node -> Map.of("name", node.name(), "prompt", node.mission())).toList();
    List<Map<String, String>> edges =
        NODES.stream()
            .flatMap(
                node ->
                    node.blockers().stream()
                        .map(blocker -> Map.of("blocked", node.name(), "blocker", blocker)))
            .toList();
    return Map.of("nodes", nodes, "edges", edges);
  }
}
