package dev.hera.examples.host;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hera.examples.host.SharedSession.Reply;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What agents write is data: never executed, never part of a tool's definition, never a path or an
 * option.
 */
@Timeout(120)
class HostileTextTest {
  private static final String AGENT =
      """
      out=$1; shift
      echo $# > "$out/$HERA_ROLE.count"
      for word in prompt model backend role; do
        printf '%s' "$1" > "$out/$HERA_ROLE.$word"; shift
      done
      pwd > "$out/$HERA_ROLE.directory"
      echo "$HERA_ROLE" > "$out/ran"
      """;

  @TempDir static Path directory;
  private static Path shop;
  private static Path out;
  private static Lines ran;
  private static Host host;
  private static SharedSession hera;
  private static JsonNode toolsBefore;

  static Stream<String> hostile() {
    return Stream.of(
        "--upload-pack=touch owned",
        "../../x",
        "/etc/passwd",
        "$(touch owned)",
        "`touch owned`",
        "`Participant.send` to `Newcomer.join`",
        "; touch owned #",
        "-h",
        "{worktree} {prompt}",
        "%s%n$1\\0",
        "a\nb: c",
        "HEAD@{0}",
        "refs/heads/main");
  }

  @BeforeAll
  static void start() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    out = Files.createDirectory(directory.resolve("out"));
    ran = NamedPipe.make(out.resolve("ran")).lines();
    Path agent = Files.writeString(directory.resolve("agent.sh"), AGENT);
    String command = "/bin/sh '%s' '%s' {prompt} {model} {backend} {role}".formatted(agent, out);
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(Project.of("shop", shop)),
                List.of(WorkerCommand.parse(command)),
                Map.of(),
                Integer.MAX_VALUE,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
    hera = new SharedSession(host.url(), host.token());
    toolsBefore = hera.toolList(host.token());
    call("hera_new_orchestrator", "name", "o", "coordinator_role_name", "lead").fine();
  }

  /** Whatever the tests of this class did, it left no trace outside of where Hera works. */
  @AfterAll
  static void stop() throws Exception {
    assertThat(hera.toolList(host.token()).toString()).isEqualTo(toolsBefore.toString());
    assertThat(host.closeWithWorkers()).isEmpty();
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(file -> file.endsWith("owned"))).isEmpty();
    }
    try (Stream<Path> top = Files.list(directory)) {
      assertThat(top.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("shop", "out", "agent.sh", "state");
    }
  }

  private static Reply call(String verb, Object... more) throws Exception {
    Map<String, Object> arguments = new TreeMap<>(Map.of("cwd", shop.toString()));
    for (int i = 0; i < more.length; i += 2) {
      arguments.put((String) more[i], more[i + 1]);
    }
    return hera.call(host.token(), verb, arguments);
  }

  private static void refused(Reply reply, String code, String field) {
    assertThat(reply.outcome()).as(reply.message().toString()).isEqualTo(code);
    assertThat(reply.result().path("error").path("details").path("field").stringValue())
        .isEqualTo(field);
  }

  private static String git(String... arguments) throws IOException, InterruptedException {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Process git = new ProcessBuilder(command).directory(shop.toFile()).start();
    String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).isZero();
    return text.strip();
  }

  private static String given(String role, String word) throws IOException {
    return Files.readString(out.resolve(role + "." + word));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_name_is_refused_and_makes_no_branch(String name) throws Exception {
    String before = git("for-each-ref");
    refused(call("hera_plan_node", "name", name, "prompt", "p"), "invalid_argument", "name");
    refused(
        call("hera_plan", "nodes", List.of(Map.of("name", name, "prompt", "p"))),
        "invalid_argument",
        "nodes[0].name");
    refused(
        call("hera_spawn_worker", "role_name", name, "prompt", "p"),
        "invalid_argument",
        "role_name");
    refused(
        call("hera_new_orchestrator", "name", name, "coordinator_role_name", "x"),
        "invalid_argument",
        "name");
    assertThat(git("for-each-ref")).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostile_texts_arrive_as_one_argument_each(String text) throws Exception {
    String line = text.lines().findFirst().orElseThrow();
    JsonNode spawned =
        call("hera_spawn_worker", "prompt", text, "model", line, "backend", line).fine();
    String role = spawned.path("role_name").stringValue();
    ran.await(role::equals);

    assertThat(role).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
    assertThat(given(role, "count").strip()).isEqualTo("4");
    assertThat(given(role, "prompt"))
        .contains("with the hera_* tools", "then read hera_inbox(timeout_seconds=50)")
        .endsWith("\n" + text);
    assertThat(given(role, "model")).isEqualTo(line);
    assertThat(given(role, "backend")).isEqualTo(line);
    assertThat(given(role, "role")).isEqualTo(role);
    Path worktrees = directory.toRealPath().resolve("state/worktrees/shop/o");
    assertThat(given(role, "directory").strip()).isEqualTo(worktrees.resolve(role).toString());
    assertThat(spawned.path("branch").stringValue()).isEqualTo("hera/o/" + role);
    assertThat(git("rev-parse", "hera/o/" + role)).isEqualTo(git("rev-parse", "main"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_branch_or_project_starts_nothing(String text) throws Exception {
    String before = git("for-each-ref") + git("worktree", "list");
    Reply branch = call("hera_spawn_worker", "prompt", "p", "branch", text);
    assertThat(branch.outcome()).isIn("not_found", "invalid_argument");
    refused(
        call("hera_spawn_worker", "prompt", "p", "project", text), "unknown_project", "project");
    refused(
        call("hera_plan_node", "name", "n", "prompt", "p", "project", text),
        "unknown_project",
        "project");
    assertThat(git("for-each-ref") + git("worktree", "list")).isEqualTo(before);
  }

  @Test
  void a_nul_is_refused_wherever_it_stands() throws Exception {
    for (String field : List.of("prompt", "model", "backend", "branch", "project", "role_name")) {
      Map<String, Object> arguments = new TreeMap<>(Map.of("prompt", "p"));
      arguments.put("cwd", shop.toString());
      arguments.put(field, "a\0b");
      refused(hera.call(host.token(), "hera_spawn_worker", arguments), "invalid_argument", field);
    }
  }

  @Test
  void names_that_git_or_a_path_would_read_otherwise_become_plain_ones() throws Exception {
    for (String name : List.of("a..b", "HEAD", "x.y", "con")) {
      JsonNode spawned = call("hera_spawn_worker", "role_name", name, "prompt", "p").fine();
      ran.await(name::equals);
      String plain = name.replace("..", ".");
      assertThat(spawned.path("branch").stringValue()).isEqualTo("hera/o/" + plain);
      assertThat(git("rev-parse", "refs/heads/hera/o/" + plain))
          .isEqualTo(git("rev-parse", "main"));
    }
    refused(
        call("hera_spawn_worker", "role_name", "a.lock", "prompt", "p"),
        "invalid_argument",
        "role_name");
  }

  @Test
  void what_starts_processes_and_what_defines_tools_is_known() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.hera.launcher", "dev.hera.mcp", "dev.hera.examples");
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.hera.launcher.git.repository.Git")
        .and()
        .doNotHaveFullyQualifiedName("dev.hera.launcher.git.process.WorkerProcess")
        .and()
        .doNotHaveFullyQualifiedName("dev.hera.examples.host.demo.WorkTree")
        .and()
        .doNotHaveFullyQualifiedName("dev.hera.examples.host.stdio.DetachedHost")
        .and()
        .doNotHaveFullyQualifiedName("dev.hera.examples.host.terminal.Terminal")
        .should()
        .callConstructor(ProcessBuilder.class, String[].class)
        .orShould()
        .callConstructor(ProcessBuilder.class, List.class)
        .orShould()
        .callMethodWhere(
            describe(
                "Runtime.exec",
                call ->
                    call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getName().equals("exec")))
        .check(classes);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.hera.mcp.ToolDescription")
        .should()
        .callMethodWhere(
            describe(
                "a tool's definition",
                call ->
                    call.getTargetOwner().getName().endsWith("McpSchema$Tool")
                        && call.getName().equals("builder")))
        .check(classes);
  }
}
