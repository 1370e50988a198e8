package dev.hera.examples.host.agent;

import dev.hera.examples.host.agent.Turn.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the model of an agent answers: it has one call made after the other, each again until it
 * succeeded, then says that it is ready. A tool is found by the end of its name, whatever the CLI
 * put before it. {@code RUN: command} in what it was told is what it runs in its shell.
 */
record Script(List<Step> steps) implements Function<Turn, Reply> {
  private static final Pattern COMMAND = Pattern.compile("^RUN: (.*)$", Pattern.MULTILINE);

  /**
   * To whom has no tools: what a CLI reads that asks how hard a task is, and a title for others.
   */
  private static final String CLASSIFIED =
      "{\"complexity_reasoning\": \"plain\", \"complexity_score\": 1}";

  /** What it says at its end. */
  static final String READY = "All is done.";

  /** More calls than any script needs: an answer did not let it go on. */
  private static final int MANY = 60;

  private static final List<String> SHELLS =
      List.of("Bash", "bash", "run_shell_command", "exec_command", "shell_command", "shell");

  /**
   * One call.
   *
   * @param tool the end of the tool's name; empty for the shell
   * @param success what the result has in it when the call succeeded
   */
  record Step(String tool, Map<String, Object> arguments, Pattern success) {
    static Step hera(String tool, Map<String, Object> arguments, String success) {
      return new Step(tool, arguments, Pattern.compile(success, Pattern.DOTALL));
    }

    static Step shell() {
      return new Step("", Map.of(), Pattern.compile(""));
    }

    static Step report(String status) {
      return hera(
          "hera_send",
          Map.of("status", status, "tldr", "I am " + status, "body", "So it is."),
          "message_id|Message \\d+");
    }
  }

  /** Reports, reads its messages, does what it was told, and reports done. */
  static Script worker() {
    return new Script(
        List.of(
            Step.report("working"),
            Step.hera("hera_inbox", Map.of(), "messages|No unread|from "),
            Step.shell(),
            Step.report("done")));
  }

  /**
   * Leads a plan of two nodes, of which the second needs what the first committed. It makes the
   * mistakes of a model that has read nothing, and goes on only when an answer says what is wrong
   * and what to do.
   */
  static Script coordinator(String name, String cwd) {
    Map<String, Object> here = Map.of("cwd", cwd);
    Map<String, Object> open = Map.of("name", name, "coordinator_role_name", "lead");
    return new Script(
        List.of(
            Step.hera("hera_plan", plan(cwd, "blocked", "blocker"), "unknown_caller.*orchestrator"),
            Step.hera("hera_new_orchestrator", open, "invalid_argument.*cwd.*directory"),
            Step.hera("hera_new_orchestrator", with(open, "cwd", cwd), "lead"),
            Step.hera("hera_plan", plan(cwd, "to", "from"), "edges.*blocked"),
            Step.hera("hera_plan", plan(cwd, "blocked", "blocker"), "a.*b.*(edges|1 new edge)"),
            Step.hera("hera_inbox", with(here, "timeout_seconds", 600), "timeout_seconds.*120"),
            Step.hera("hera_inbox", with(here, "timeout_seconds", 50), "b is done"),
            Step.hera("hera_plan_show", here, "complete\":true|plan is complete"),
            Step.hera("hera_accept", with(here, "role_name", "a"), "complete"),
            Step.hera("hera_accept", with(here, "role_name", "b"), "complete"),
            Step.hera("hera_archive", here, "rchived.*" + name)));
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static Map<String, Object> plan(String cwd, String blocked, String blocker) {
    String a = "RUN: echo a > a.txt && git add -A && git commit -qm a\nThen report.";
    String b = "RUN: cat a.txt > b.txt && git add -A && git commit -qm b\nThen report.";
    return Map.of(
        "cwd",
        cwd,
        "nodes",
        List.of(Map.of("name", "a", "prompt", a), Map.of("name", "b", "prompt", b)),
        "edges",
        List.of(Map.of(blocked, "b", blocker, "a")));
  }

  @Override
  public Reply apply(Turn turn) {
    if (turn.tools().isEmpty()) {
      return new Reply.Says(CLASSIFIED);
    }
    if (turn.results().size() > MANY) {
      return new Reply.Says("I do not know what to do.");
    }
    int done = 0;
    for (String result : turn.results()) {
      if (done < steps.size() && steps.get(done).success().matcher(result).find()) {
        done++;
      }
    }
    return done == steps.size() ? new Reply.Says(READY) : call(steps.get(done), turn);
  }

  private static Reply call(Step step, Turn turn) {
    Optional<String> tool =
        step.tool().isEmpty()
            ? SHELLS.stream().filter(turn.tools()::contains).findFirst()
            : turn.tools().stream().filter(name -> name.endsWith(step.tool())).findFirst();
    return tool.<Reply>map(name -> new Reply.Calls(name, arguments(step, name, turn)))
        .orElseGet(() -> new Reply.Says("There is no tool for " + step + " in " + turn.tools()));
  }

  private static Map<String, Object> arguments(Step step, String tool, Turn turn) {
    if (!step.tool().isEmpty()) {
      return step.arguments();
    }
    String command = command(turn.texts().stream());
    return switch (tool) {
      case "exec_command" -> Map.of("cmd", command);
      case "shell" -> Map.of("command", List.of("/bin/sh", "-c", command));
      default -> Map.of("command", command, "description", "Do what I was told");
    };
  }

  private static String command(Stream<String> texts) {
    return texts
        .map(COMMAND::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse("true");
  }
}
