package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.SharedSession.Reply;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.mcp.HeraTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may call what: every verb, over HTTP, with every kind of token.
 *
 * <p>The orchestrator in question is {@code shop}. Its coordinator is the operator in the project's
 * directory; its workers are {@code right}, {@code sibling}, {@code mover}, and {@code late}, which
 * was started twice.
 */
@Timeout(120)
class AuthorityTest {
  /**
   * The expected answers: a status of HTTP, the code of a refusal, or {@code ok}.
   *
   * <ul>
   *   <li>none, wrong: no token, and one that nobody has
   *   <li>stranger: a worker of another orchestrator, which coordinates one of its own, names shop
   *   <li>sibling: another worker of shop; for what any worker may do it claims the directory of
   *       the one in question
   *   <li>old: a worker of shop whose epoch has ended
   *   <li>right: the coordinator, or the worker itself
   * </ul>
   */
  private static final String TABLE =
      """
      verb                   none  wrong  stranger         sibling    old     right
      hera_join              401   401    not_bound        forbidden  fenced  ok
      hera_status            401   401    not_bound        forbidden  fenced  ok
      hera_send              401   401    not_bound        forbidden  fenced  ok
      hera_inbox             401   401    not_bound        forbidden  fenced  ok
      hera_mark_read         401   401    not_bound        forbidden  fenced  ok
      hera_tree_updates      401   401    not_bound        forbidden  fenced  ok
      hera_get_messages      401   401    not_bound        forbidden  fenced  ok
      hera_plan_show         401   401    not_bound        forbidden  fenced  ok
      hera_explain           401   401    not_bound        forbidden  fenced  ok
      hera_rebind            401   401    not_bound        forbidden  fenced  ok
      hera_move              401   401    not_bound        forbidden  fenced  ok
      hera_leave             401   401    not_bound        forbidden  fenced  ok
      hera_new_orchestrator  401   401    bound_elsewhere  forbidden  fenced  ok
      hera_spawn_worker      401   401    not_bound        forbidden  fenced  ok
      hera_plan_node         401   401    not_bound        forbidden  fenced  ok
      hera_block             401   401    not_bound        forbidden  fenced  ok
      hera_plan              401   401    not_bound        forbidden  fenced  ok
      hera_plan_node_update  401   401    not_bound        forbidden  fenced  ok
      hera_unblock           401   401    not_bound        forbidden  fenced  ok
      hera_plan_node_cancel  401   401    not_bound        forbidden  fenced  ok
      hera_accept            401   401    not_bound        forbidden  fenced  ok
      hera_revive            401   401    not_bound        forbidden  fenced  ok
      hera_archive           401   401    not_bound        forbidden  fenced  ok
      """;

  private static final String AGENT =
      """
      printf '%s %s\\n' "$HERA_ROLE" "$HERA_TOKEN" > "$1"
      if [ "$HERA_ROLE" = late ] && [ ! -e "$1.late" ]; then touch "$1.late"; exit 0; fi
      exec sleep 600
      """;

  @TempDir static Path directory;
  private static Path shop;
  private static Path spare;
  private static Host host;
  private static SharedSession hera;
  private static final Map<String, String> TOKENS = new TreeMap<>();

  /** A row of the table. */
  record Row(String verb, List<String> expected) {
    static Row of(String line) {
      List<String> words = List.of(line.split(" +", -1));
      return new Row(words.get(0), words.subList(1, words.size()));
    }
  }

  static Stream<Row> rows() {
    return TABLE.lines().skip(1).map(Row::of);
  }

  @BeforeAll
  static void start() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    Path web = Repository.create(directory.resolve("web"));
    spare = Repository.create(directory.resolve("spare"));
    NamedPipe pipe = NamedPipe.make(directory.resolve("tokens"));
    Lines tokens = pipe.lines();
    Path agent = Files.writeString(directory.resolve("agent.sh"), AGENT);
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(
                    Project.of("shop", shop), Project.of("web", web), Project.of("spare", spare)),
                List.of(WorkerCommand.parse("/bin/sh '" + agent + "' '" + pipe + "'")),
                Map.of(),
                Integer.MAX_VALUE,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
    hera = new SharedSession(host.url(), host.token());
    openOther(web);
    openShop();
    for (String worker : List.of("stranger", "right", "sibling", "mover", "late")) {
      TOKENS.put(worker, tokens.await(line -> line.startsWith(worker + " ")).split(" ", 2)[1]);
    }
    reviveLate(tokens);
  }

  private static void openOther(Path web) throws Exception {
    String cwd = web.toString();
    operator("hera_new_orchestrator", cwd, "name", "other", "coordinator_role_name", "boss");
    operator("hera_plan_node", cwd, "name", "stranger", "kind", "subcoord", "goal", "Lead.");
    operator(
        "hera_new_orchestrator",
        spare.toString(),
        "name",
        "spare",
        "coordinator_role_name",
        "boss");
  }

  private static void openShop() throws Exception {
    String cwd = shop.toString();
    operator("hera_new_orchestrator", cwd, "name", "shop", "coordinator_role_name", "lead");
    List<Map<String, String>> nodes =
        Stream.of("right", "sibling", "mover", "late", "waits")
            .map(name -> Map.of("name", name, "prompt", "Work."))
            .toList();
    List<Map<String, String>> edges = List.of(Map.of("blocked", "waits", "blocker", "late"));
    operator("hera_plan", cwd, "nodes", nodes, "edges", edges);
  }

  /** Its first session ends without a word, which holds the node that waits for it. */
  private static void reviveLate(Lines tokens) throws Exception {
    String first = TOKENS.get("late");
    operator("hera_inbox", shop.toString(), "timeout_seconds", 60);
    operator("hera_revive", shop.toString(), "role_name", "late");
    tokens.await(line -> line.startsWith("late ") && !line.endsWith(first));
  }

  @AfterAll
  static void stop() {
    assertThat(host.closeWithWorkers()).isEmpty();
  }

  private static void operator(String verb, String cwd, Object... more) throws Exception {
    Map<String, Object> arguments = new TreeMap<>(Map.of("cwd", cwd));
    for (int i = 0; i < more.length; i += 2) {
      arguments.put((String) more[i], more[i + 1]);
    }
    hera.call(host.token(), verb, arguments).fine();
  }

  /** What the verb is called with, but for who calls. */
  private static Map<String, Object> arguments(String verb) {
    return switch (verb) {
      case "hera_join",
          "hera_inbox",
          "hera_tree_updates",
          "hera_plan_show",
          "hera_rebind",
          "hera_leave",
          "hera_archive" ->
          Map.of();
      case "hera_status" -> Map.of("status", "working");
      case "hera_send" -> Map.of("status", "working", "tldr", "t", "body", "b");
      case "hera_mark_read" -> Map.of("message_ids", List.of(1));
      case "hera_get_messages" -> Map.of("ids", List.of(1));
      case "hera_explain" -> Map.of("name", "waits");
      case "hera_move" ->
          Map.of("from_orchestrator", "shop", "role_name", "moved", "kind", "worker");
      case "hera_new_orchestrator" -> Map.of("name", "new", "coordinator_role_name", "boss");
      case "hera_spawn_worker" -> Map.of("prompt", "p");
      case "hera_plan_node" -> Map.of("name", "more", "prompt", "p");
      case "hera_plan" -> Map.of("nodes", List.of(Map.of("name", "most", "prompt", "p")));
      case "hera_block", "hera_unblock" -> Map.of("blocked", "waits", "blocker", "sibling");
      case "hera_plan_node_update" -> Map.of("name", "waits", "prompt", "other");
      case "hera_plan_node_cancel" -> Map.of("name", "waits");
      case "hera_accept", "hera_revive" -> Map.of("role_name", "sibling");
      default -> throw new AssertionError("no arguments for " + verb);
    };
  }

  private static Map<String, Object> inShop(String verb) {
    Map<String, Object> arguments = new TreeMap<>(arguments(verb));
    if (verb.equals("hera_move")) {
      arguments.put("orchestrator", "other");
    } else if (!verb.equals("hera_new_orchestrator")) {
      arguments.put("orchestrator", "shop");
    }
    return arguments;
  }

  /** What verbs change of a plan; nodes may be started meanwhile. */
  private static List<?> plan() {
    return host.hera().plan("shop").nodes().stream()
        .map(node -> List.of(node.name(), String.valueOf(node.status()), node.blockers()))
        .toList();
  }

  private static boolean isOfCoordinators(String verb) {
    return HeraTools.COORDINATOR_ONLY.contains(verb);
  }

  private static String sibling(String verb) throws Exception {
    Map<String, Object> arguments = inShop(verb);
    if (!isOfCoordinators(verb)) {
      arguments.put("cwd", directory.resolve("state/worktrees/shop/shop/right").toString());
    }
    return hera.call(TOKENS.get("sibling"), verb, arguments).outcome();
  }

  private static String right(String verb) throws Exception {
    Map<String, Object> arguments = inShop(verb);
    switch (verb) {
      case "hera_archive" -> arguments.put("orchestrator", "spare");
      case "hera_leave" -> arguments.put("orchestrator", "other");
      default -> {}
    }
    if (isOfCoordinators(verb)) {
      arguments.put("cwd", (verb.equals("hera_archive") ? spare : shop).toString());
      return hera.call(host.token(), verb, arguments).outcome();
    }
    String worker = Set.of("hera_move", "hera_leave").contains(verb) ? "mover" : "right";
    return hera.call(TOKENS.get(worker), verb, arguments).outcome();
  }

  @Test
  void each_verb_has_a_row() throws Exception {
    List<String> listed = new ArrayList<>();
    hera.toolList(host.token())
        .path("tools")
        .forEach(tool -> listed.add(tool.path("name").stringValue()));
    assertThat(rows().map(Row::verb)).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(HeraTools.of(host.hera()).names());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void each_cell_is_as_stated(Row row) throws Exception {
    String verb = row.verb();
    Map<String, Object> arguments = inShop(verb);
    List<?> before = plan();
    List<String> answers = new ArrayList<>();
    answers.add(hera.call(null, verb, arguments).outcome());
    answers.add(hera.call("A".repeat(43), verb, arguments).outcome());
    answers.add(hera.call(TOKENS.get("stranger"), verb, arguments).outcome());
    answers.add(sibling(verb));
    answers.add(hera.call(TOKENS.get("late"), verb, arguments).outcome());

    assertThat(plan()).as("what is refused changes nothing").isEqualTo(before);
    answers.add(right(verb));
    assertThat(answers).as(verb).isEqualTo(row.expected());
  }

  @Test
  void a_worker_that_coordinates_has_these_verbs_in_its_own_orchestrator_only() throws Exception {
    Map<String, Object> node = Map.of("name", "n", "prompt", "p", "orchestrator", "stranger");
    assertThat(hera.call(TOKENS.get("stranger"), "hera_plan_node", node).outcome()).isEqualTo("ok");
    Map<String, Object> parent = Map.of("name", "n", "prompt", "p", "orchestrator", "other");
    assertThat(hera.call(TOKENS.get("stranger"), "hera_plan_node", parent).outcome())
        .isEqualTo("forbidden");
  }

  @Test
  void a_fenced_worker_is_told_to_stop_and_its_late_result_is_no_status() throws Exception {
    Map<String, Object> done = Map.of("status", "done", "tldr", "t", "body", "b");
    Reply reply = hera.call(TOKENS.get("late"), "hera_send", done);
    assertThat(reply.outcome()).isEqualTo("fenced");
    assertThat(reply.result().path("error").path("message").stringValue())
        .contains("stop, touch nothing");
    assertThat(host.hera().plan("shop").nodes())
        .filteredOn(node -> node.name().equals("late"))
        .allSatisfy(node -> assertThat(node.status()).isNull());
  }
}
